from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

import pytest

from ltm_desktop.app.wording.statements import Statement, medicine_line, statement
from ltm_desktop.app.wording.telling.titles import TITLES
from ltm_desktop.app.wording.telling.voice import reason_vocabulary
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.codec import SHAPES
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.dosing import (
    AfterCare,
    AsPlanned,
    CompanionGiven,
    DoseNotGiven,
    DoseRecorded,
    Given,
    NotGiven,
    OmmayaFacts,
    Source,
    Syringe,
    Timing,
)
from ltm_desktop.domain.dosing_steps import InjectionStarted
from ltm_desktop.domain.fractions import DeliveredDose, SessionOutcome
from ltm_desktop.domain.identifiers import ItemCode, PersonId, RecordId
from ltm_desktop.domain.patients import Identity
from ltm_desktop.domain.people import HumanName, Person
from ltm_desktop.domain.protocol import ActiveCompanion, ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, gy, mg, ml
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.signoff import RecordApproved
from ltm_desktop.domain.site import ConfigurationSigned, SiteState
from ltm_desktop.domain.terms import Access, ItemState, Role, Sex
from ltm_desktop.protocols import files
from tests.app.wording.examples import changed, examples, leaves
from tests.course_builders import session
from tests.domain.fraction_steps import MONDAY
from tests.domain.fraction_steps import told as session_told
from tests.stories import irradiated

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
LANGUAGES = ("en", "zh_CN")
NURSE = PersonId("li.na")
PEOPLE = {NURSE: Person(NURSE, HumanName("Li", "Na", "李娜"), (Role.NURSE,))}
PATIENT = Identity(
    "SYN-001", "H-77", HumanName("Zhang", "Wei", "张伟", "zhang wei"), date(1960, 1, 2), Sex.MALE
)


@pytest.fixture(scope="module")
def active() -> ActiveProtocol:
    study, version = files.available()[0]
    trial, _ = files.load(study, version)
    return resolve(trial, files.load_example_site(study, version))


def told(*events: object, language: str = "en", active: ActiveProtocol | None = None) -> Statement:
    return statement(
        events,
        patient=PATIENT,
        site=SiteState(people=PEOPLE),
        active=active,
        say=Words(language),
        zone=SHANGHAI,
    )


def injection(outcome: Given = Given.COMPLETE, reason: str = "") -> DoseRecorded:
    part = outcome is not Given.COMPLETE
    return DoseRecorded(
        record=RecordId("adm-1"),
        item=ItemCode("IND-2"),
        outcome=outcome,
        state=ItemState.PARTIAL if part else ItemState.GIVEN_IN_WINDOW,
        timing=Timing.LATE if part else Timing.IN_WINDOW,
        planned=AsPlanned(
            PersonId("wang.min"), mg("10"), date(2026, 3, 5), date(2026, 3, 4), date(2026, 3, 6)
        ),
        written_by=NURSE,
        operator=NURSE,
        second=PersonId("wang.min"),
        second_signed=True,
        drug="pemetrexed",
        access=Access.OMMAYA,
        facts=OmmayaFacts(
            site_inspection="intact",
            refill="immediate",
            needle_gauge=Quantity(Decimal(25), Unit.GAUGE),
            punctures=Quantity(Decimal(1), Unit.COUNT),
            csf_withdrawn=ml("4"),
            csf_appearance="clear",
            csf_return=True,
        ),
        dose=mg("10"),
        volume_injected=ml("2.4") if part else ml("4"),
        delivered=mg("6") if part else mg("10"),
        started_at=MORNING,
        ended_at=MORNING + timedelta(minutes=6),
        syringe=Syringe("Synthetic product", "L-1", date(2026, 9, 1), ml("4"), MORNING),
        checked_at=None,
        reason=reason,
        note="",
        incident="late start" if part else "",
        breaches=("dosing.too_soon",) if part else (),
    )


def _as_shown(say: Words) -> Callable[[object], str]:
    def shown(value: object) -> str:
        if isinstance(value, datetime):
            return say.zone_moment(value.astimezone(SHANGHAI))
        return say.term(value) if isinstance(value, Enum) else say.shown(value)

    return shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", examples(), ids=lambda event: type(event).__name__)
def test_every_value_of_every_event_stands_in_the_text(event: object, language: str) -> None:
    text = told(event, language=language).text.casefold()
    shown = _as_shown(Words(language))
    lost = [
        value
        for value in leaves(event)
        if not isinstance(value, bool) and shown(value).casefold() not in text
    ]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", examples(), ids=lambda event: type(event).__name__)
def test_whatever_is_changed_in_an_event_changes_the_text(event: object, language: str) -> None:
    text = told(event, language=language).text
    same = [other for other in changed(event) if told(other, language=language).text == text]
    assert same == []


@pytest.mark.parametrize("event", examples(), ids=lambda event: type(event).__name__)
def test_both_languages_give_the_same_sections_and_lines_in_the_same_order(
    event: object, active: ActiveProtocol
) -> None:
    one, other = (told(event, language=language, active=active) for language in LANGUAGES)
    assert [len(section.lines) for section in one.sections] == [
        len(section.lines) for section in other.sections
    ]
    assert [line.emphasis for section in one.sections for line in section.lines] == [
        line.emphasis for section in other.sections for line in section.lines
    ]
    assert len(one.patient) == len(other.patient)
    assert (one.amount is None) == (other.amount is None)


def test_every_shape_has_a_title_in_both_languages() -> None:
    assert set(TITLES) == set(SHAPES.values())
    for title in TITLES.values():
        assert Words("zh_CN")(title) != title


def test_an_event_nobody_taught_it_is_our_bug() -> None:
    with pytest.raises(LookupError):
        told(object())


def test_the_patient_and_the_medicine_stand_above_everything_else(active: ActiveProtocol) -> None:
    head = told(injection(), active=active).text.split("\n")[:9]
    assert head == [
        "Record of an intrathecal dose",
        "",
        "Patient: ZHANG, Wei 张伟",
        "Born: 02-Jan-1960",
        "Sex: Male",
        "Subject: SYN-001",
        "Hospital number: H-77",
        "",
        "pemetrexed — DOSE 10\u00a0mg — intrathecal, Ommaya reservoir",
    ]


def test_codes_people_and_times_are_told_in_the_words_of_the_clinic(
    active: ActiveProtocol,
) -> None:
    event = injection(Given.PARTIAL, "resistance")
    english = told(event, active=active).text
    for words in (
        "Na LI 李娜 (li.na)",
        "Second person: wang.min",
        "04-Mar-2026 10:00 +08:00",
        "Induction (IND-2)",
        "Reason: Resistance to the injection",
        "Rules not kept: minimum interval not kept (dosing.too_soon)",
        "Pressure: not recorded",
    ):
        assert words in english
    chinese = told(event, language="zh_CN", active=active).text
    for words in ("2026年3月4日 10:00 +08:00", "诱导期（IND-2）", "原因：注射阻力", "压力：未记录"):
        assert words in chinese


def test_the_medicine_line_reads_alike_in_both_languages(active: ActiveProtocol) -> None:
    english = medicine_line("pemetrexed", mg("10"), Access.OMMAYA, Words("en"), active)
    assert english.text == "pemetrexed — DOSE 10\u00a0mg — intrathecal, Ommaya reservoir"
    chinese = medicine_line("pemetrexed", mg("10"), Access.OMMAYA, Words("zh_CN"), active)
    assert chinese.text == "培美曲塞 — 剂量 10\u00a0mg — 鞘内，Ommaya 储液囊"
    lumbar = medicine_line("pemetrexed", mg("10"), Access.LUMBAR, Words("zh_CN"), None)
    assert lumbar.text == "pemetrexed — 剂量 10\u00a0mg — 鞘内，腰椎穿刺"


def test_a_partial_dose_is_headed_by_what_was_delivered_and_says_so() -> None:
    amount = told(injection(Given.PARTIAL, "pain")).amount
    assert amount is not None
    assert (amount.dose_label, amount.amount) == ("DELIVERED DOSE (calculated)", "6\u00a0mg")


@pytest.mark.parametrize(
    ("outcome", "words"), [(NotGiven.HELD, "not given"), (NotGiven.UNKNOWN, "not known")]
)
def test_a_dose_not_given_never_shows_an_amount(
    outcome: NotGiven, words: str, active: ActiveProtocol
) -> None:
    event = DoseNotGiven(
        RecordId("adm-2"), ItemCode("IND-2"), outcome, "other", MORNING, None, "see note"
    )
    amount = told(event, active=active).amount
    assert amount is not None
    assert (amount.drug, amount.amount) == ("pemetrexed", words)


def test_a_session_is_headed_by_its_fraction_and_its_gray() -> None:
    monday = irradiated().at(f"{MONDAY} 09:00")
    event = session_told(monday, session(1, f"{MONDAY} 09:00", machine="Linac 1"))
    amount = told(event).amount
    assert amount is not None
    assert amount.text == "radiotherapy, fraction 1 — DOSE 2\u00a0Gy — external beam, Linac 1"
    missed = told(replace(event, outcome=SessionOutcome.NOT_TREATED, delivered=())).amount
    assert missed is not None
    assert (missed.amount, missed.route) == ("not given", "Not treated")
    both = (*event.delivered, DeliveredDose("PTV2", gy("3")))
    several = told(replace(event, delivered=both)).amount
    assert several is not None
    assert several.amount == "PTV1 2\u00a0Gy and PTV2 3\u00a0Gy"


def test_reasons_of_a_partial_dose_and_of_a_partial_session_are_told_apart() -> None:
    assert reason_vocabulary(Given.PARTIAL) == "partial_reason"
    assert reason_vocabulary(SessionOutcome.PARTIAL) == "rt_interruption"
    assert reason_vocabulary(Given.COMPLETE) == ""
    assert reason_vocabulary(SessionOutcome.DELIVERED) == ""


def test_every_reason_and_finding_is_named_by_the_protocol(active: ActiveProtocol) -> None:
    outcomes = [*NotGiven, Given.PARTIAL, Given.ABANDONED, SessionOutcome.NOT_TREATED]
    asked = {reason_vocabulary(outcome) for outcome in outcomes} | {
        "site_inspection",
        "refill",
        "csf_appearance",
        "position",
        "interspace",
        "guidance",
        "lumbar_needle",
        "traumatic_tap",
        "ommaya_needle",
        "flush_fluid",
        "csf_sample",
        "immediate_complication",
        "leftover",
        "typed_reason",
        "raised_pressure_sign",
        "correction_reason",
        "void_reason",
        "rt_technique",
        "rt_imaging",
    }
    assert asked <= set(active.protocol.vocabularies)


def test_an_approval_shows_the_whole_record_under_its_own_title() -> None:
    approval = RecordApproved(RecordId("adm-1"), PersonId("chen"), MORNING)
    both = told(injection(), approval)
    assert both.title == "Approval of a record"
    assert both.amount == told(injection()).amount
    assert told(injection()).sections == both.sections[:-1]


def test_a_record_told_with_its_start_is_called_by_the_record() -> None:
    begun = InjectionStarted(RecordId("adm-1"), ItemCode("IND-2"), NURSE, NURSE, MORNING)
    at_once = told(begun, injection())
    assert at_once.title == "Record of an intrathecal dose"
    assert at_once.amount == told(injection()).amount
    assert told(begun).title == "Start of an injection"
    assert at_once.sections[1:] == told(injection()).sections


def test_a_companion_is_told_with_dose_order_and_why_it_was_not_given(
    active: ActiveProtocol,
) -> None:
    signed = ActiveCompanion("dexamethasone", Label("Dexamethasone", "地塞米松"), mg("5"), "before")
    drug = replace(active.drug("pemetrexed"), companions=(signed,))
    active = replace(active, drugs={"pemetrexed": drug})
    given = CompanionGiven("dexamethasone", mg("5"), "before", given=True)
    refused = replace(given, given=False, reason="vomited (example)")
    told_both = replace(injection(), after=AfterCare((given, refused), ("cytology",)))
    english = told(told_both, active=active).text
    assert "Dexamethasone: given, 5\u00a0mg, before the drug; notes: not recorded" in english
    assert (
        "Dexamethasone: not given, 5\u00a0mg, before the drug; because: vomited (example)"
        in english
    )
    assert "CSF samples: Cytology" in english
    chinese = told(told_both, active=active, language="zh_CN").text
    assert "地塞米松：未给予，5\u00a0mg，用药之前；原因：vomited (example)" in chinese


def test_a_late_record_says_how_it_was_told_and_a_live_one_too() -> None:
    late = replace(injection(), source=Source.LATE, late_reason="after the shift")
    assert "How it was told: At the bedside" in told(injection()).text
    for words in ("How it was told: Later, from memory or notes", "because: after the shift"):
        assert words in told(late).text


def test_a_line_break_in_a_note_cannot_look_like_a_line_of_the_record() -> None:
    text = told(replace(injection(), note="calm\nDOSE: 99 mg\u2028Outcome: x")).text
    assert "  Notes: calm\n    | DOSE: 99 mg\n    | Outcome: x" in text


def test_values_of_a_configuration_are_named_and_keep_their_exact_text(
    active: ActiveProtocol,
) -> None:
    event = ConfigurationSigned(
        1,
        active.protocol.study,
        active.protocol.version,
        "ab" * 32,
        tuple(active.values.items()),
        NURSE,
    )
    for language in LANGUAGES:
        text = told(event, language=language, active=active).text
        for path, value in active.values.items():
            assert path in text
            assert value in text
