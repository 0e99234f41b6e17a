"""What is handed over: the lines Today has, held with its reason, nobody twice, nothing lost."""

import subprocess
from pathlib import Path

import pytest

from ltm_desktop.app.handover import (
    earlier_handovers,
    handover_lines,
    may_hand_over,
    take_over,
    who_may_take,
)
from ltm_desktop.app.verdicts import of_paper
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import NotGiven, RecordDoseNotGiven
from ltm_desktop.domain.handover import HandoverGroup, HandoverTaken
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.ledger.canonical import digest
from tests.adverse_event_builders import report
from tests.app.clinic import Clinic
from tests.builders import MONITOR, NURSE, PATIENT, SECOND, at, item
from tests.conftest import Outside
from tests.language.kept import find_latin

SAY = Words("en")


@pytest.fixture
def evening(clinic: Clinic) -> Clinic:
    """Held today, observed after another dose, and drafts of nobody."""
    clinic.gives("IND-1", "2026-03-02")
    clinic.at("2026-03-05 09:00")
    held = RecordDoseNotGiven(
        patient=PATIENT,
        record=RecordId("rec-held"),
        item=item("IND-2"),
        outcome=NotGiven.HELD,
        reason=_reason(clinic),
        decided_at=at("2026-03-05 08:50"),
        until=at("2026-03-06 09:00").date(),
        note="low (synthetic)",
    )
    clinic.does(NURSE, held)
    clinic.seat(NURSE)
    return clinic.at("2026-03-05 19:00")


def _reason(clinic: Clinic) -> str:
    active = clinic.desk.active()
    assert active is not None
    return active.vocabulary("hold_reason")[0]


def test_held_doses_say_why_and_until_when(evening: Clinic) -> None:
    lines = handover_lines(evening.desk, SAY)
    (held,) = [one for one in lines if one.group is HandoverGroup.HELD]
    assert "low (synthetic)" in held.more
    assert "held until 06-Mar-2026" in held.more
    assert (held.patient, held.item) == (PATIENT, "IND-2")


def test_a_severe_toxicity_is_handed_over_while_its_patient_lives(evening: Clinic) -> None:
    evening.does(NURSE, report(number=3, since="2026-03-05"))
    lines = handover_lines(evening.seat(NURSE), SAY)
    (severe,) = [one for one in lines if one.group is HandoverGroup.SEVERE]
    assert (severe.patient, severe.more) == (PATIENT, "now grade 3")
    evening.does(NURSE, RecordDeath(PATIENT, at("2026-03-05 12:00").date()))
    assert not [
        one for one in handover_lines(evening.seat(NURSE), SAY) if one.group is HandoverGroup.SEVERE
    ]


def test_every_line_names_its_patient_by_name_birth_date_and_subject(evening: Clinic) -> None:
    for one in handover_lines(evening.desk, SAY):
        assert "born" in one.who
        assert "EX1-001" in one.who
    groups = [one.group for one in handover_lines(evening.desk, SAY)]
    assert groups == sorted(groups, key=tuple(HandoverGroup).index)
    assert {HandoverGroup.OBSERVED, HandoverGroup.UNSIGNED} <= set(groups)


def test_who_takes_over_signs_what_was_shown_and_the_paper_proves_it(evening: Clinic) -> None:
    desk = evening.desk
    command = take_over(desk, SECOND, "calm evening", SAY)
    recorded = evening.does(NURSE, command)
    (event,) = recorded.events
    assert isinstance(event, HandoverTaken)
    assert event.lines == command.lines
    (signature,) = recorded.sealed.entry.cosignatures
    body = recorded.sealed.entry.body["shown"]
    assert isinstance(body, dict)
    shown = str(body["text"])
    assert (signature.person, signature.shown) == (SECOND, digest(shown.encode()))
    assert all(one.what in shown for one in command.lines)
    (paper,) = recorded.papers
    assert desk.press is not None
    assert of_paper(paper.pdf, desk.press(), desk, None, SAY).facts["intact"] is True
    assert verify_site(desk.store).intact
    (done,) = earlier_handovers(desk)
    assert (done.told, done.paper) == (event, paper.sha256)
    assert done.head.hash == recorded.sealed.entry.previous


def test_a_page_handed_over_in_chinese_holds_no_english(
    evening: Clinic, outside: Outside, tmp_path: Path
) -> None:
    evening.does(NURSE, report(number=3, since="2026-03-05"))
    desk = evening.seat(NURSE)
    command = take_over(desk, SECOND, "夜间平稳", Words("zh_CN"))
    assert len({one.group for one in command.lines}) >= 3
    file = tmp_path / "handover.pdf"
    for pdf in (
        desk.issuing.handover(command, desk.act()),
        evening.does(NURSE, command).papers[0].pdf,
    ):
        file.write_bytes(pdf)
        read = [outside("pdftotext"), "-layout", str(file), "-"]
        text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
        assert "夜间平稳" in text
        assert find_latin(" ".join(text.split())) == []


def test_only_others_of_the_bedside_are_offered(evening: Clinic) -> None:
    takers = {person for person, _ in who_may_take(evening.desk)}
    assert SECOND in takers
    assert not {NURSE, MONITOR} & takers
    assert may_hand_over(evening.desk)
    evening.seat(MONITOR)
    assert not may_hand_over(evening.desk)


def test_a_refused_handover_writes_nothing(evening: Clinic) -> None:
    assert "handover.to_oneself" in evening.refused(NURSE, take_over(evening.desk, NURSE, "", SAY))
