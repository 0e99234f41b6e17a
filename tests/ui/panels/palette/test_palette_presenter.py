"""Finding by typing: English, Chinese and pinyin, whatever the window speaks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.palette.finding import Finder, Offer
from ltm_desktop.ui.panels.palette.presenter import MOST, PalettePresenter, Shown

OFFERS = (
    Offer("page:records", "Records", others=("记录",)),
    Offer("page:records:trail", "Audit trail", "Records", others=("审计追踪",)),
    Offer("page:site:laboratories", "Laboratories", "Site", others=("检验科",)),
    Offer("wish:lock", "Lock", key="Ctrl+L", others=("锁定",)),
)


def patient(number: int, family: str = "Demo") -> PatientRow:
    return PatientRow(
        patient_id=f"p{number}",
        subject_id=f"S01-{number:03}",
        hospital_number="",
        family=family,
        given="Alpha",
        han_name="演示甲",
        pinyin="yan shi jia",
        born="1961-03-12",
        sex="female",
        arm="",
        status="on_study",
        access="",
        treatment_end="",
    )


@dataclass
class Desk:
    rows: Sequence[PatientRow] = ()
    asked: list[str] = field(default_factory=list)

    def patients(self, query: str) -> Sequence[PatientRow]:
        self.asked.append(query)
        return self.rows


@dataclass
class View:
    shown: Shown | None = None
    nothing: tuple[str, str] = ("", "")

    def show_found(self, shown: Shown) -> None:
        self.shown = shown

    def show_nothing(self, sentence: str, next_step: str) -> None:
        self.nothing = (sentence, next_step)


def found(typed: str) -> list[str]:
    near, far = Finder(OFFERS).find(typed)
    return [one.wish for one in (*near, *far)]


def asked(typed: str, rows: Sequence[PatientRow] = (), language: str = "en") -> tuple[Desk, View]:
    desk, view = Desk(rows), View()
    PalettePresenter(desk, view, OFFERS, Words(language)).ask(typed)
    return desk, view


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("rec", "page:records"),
        ("trail", "page:records:trail"),
        ("记录", "page:records"),
        ("jilu", "page:records"),
        ("jl", "page:records"),
        ("suoding", "wish:lock"),
        ("LOCK", "wish:lock"),
        ("site lab", "page:site:laboratories"),
    ],
)
def test_words_of_either_language_and_pinyin_find_a_place(typed: str, first: str) -> None:
    assert found(typed)[0] == first


def test_every_word_typed_must_be_found() -> None:
    assert found("audit lock") == []
    assert found("") == [one.wish for one in OFFERS]


def test_what_begins_as_typed_comes_before_patients_and_these_before_the_rest() -> None:
    _, view = asked("la", [patient(1)])
    assert view.shown is not None
    assert [one.wish for one in view.shown.offers] == ["page:site:laboratories", "patient:p1"]
    _, view = asked("yan", [patient(1)])
    assert view.shown is not None
    # "yan" stands within the pinyin of 检验科 only
    assert [one.wish for one in view.shown.offers] == ["patient:p1", "page:site:laboratories"]


def test_a_patient_is_told_by_name_number_and_birth_date() -> None:
    _, view = asked("demo", [patient(7)])
    assert view.shown is not None
    (one,) = view.shown.offers
    assert one.title == "DEMO, Alpha 演示甲"
    assert one.where == "S01-007 · born 12-Mar-1961"
    _, view = asked("demo", [patient(7)], "zh_CN")
    assert view.shown is not None
    assert view.shown.offers[0].title == "演示甲 DEMO, Alpha"


def test_patients_are_looked_for_from_two_letters_or_one_chinese_character() -> None:
    assert asked("d")[0].asked == []
    assert asked("演")[0].asked == ["演"]
    assert asked("Demo, Al")[0].asked == ["Demo Al"]


def test_more_patients_than_the_list_holds_are_told_in_words() -> None:
    _, view = asked("demo", [patient(n) for n in range(MOST + 3)])
    assert view.shown is not None
    assert len(view.shown.offers) == MOST
    assert view.shown.foot.startswith("3 more patients: type on.")


def test_nothing_found_says_what_can_be_typed() -> None:
    _, view = asked("zzz")
    assert view.nothing[0] == "Nothing is called “zzz”."
    assert "pinyin" in view.nothing[1]
