"""Every act that changes a clinical field: the trail tells old and new, who, when and why (R24).

The events are the released shapes, put into a real ledger by the real keys; whether each act may
be done is asked where its topic is tested.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.trail import earlier as past
from ltm_desktop.app.trail.export import Making, TrailExport
from ltm_desktop.app.trail.reading import Trail
from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain import codec
from ltm_desktop.domain.codec import SHAPES
from ltm_desktop.exchange.tabular.csv_files import CsvFiles
from ltm_desktop.ledger.canonical import Plain
from ltm_desktop.ledger.chain import seal
from ltm_desktop.ledger.entries import Entry
from tests.app.clinic import SECRET, Clinic, copy, opened
from tests.builders import NURSE

GOLDEN = Path(__file__).parents[2] / "golden" / "events" / "1.json"
EVENTS: dict[str, Any] = {}
for _plain in json.loads(GOLDEN.read_text("utf-8")):
    EVENTS.setdefault(_plain["shape"].partition("/")[0], codec.from_plain(_plain))


@dataclass(frozen=True)
class Case:
    """What stood, the act that changes it, and what the trail must say of one field."""

    before: object
    event: object
    was: str
    now: str
    flag: TrailFlag | None = TrailFlag.CORRECTION
    """None: it takes the place of what was told, which is marked as a change."""


def of(name: str, **changes: Any) -> Any:
    return replace(EVENTS[name], **changes)


def cases() -> dict[str, Case]:
    """Return a case for every shape that changes what was told before."""
    return {**_corrected(), **_taken_back(), **_replaced()}


def _corrected() -> dict[str, Case]:
    dose, session = EVENTS["DoseRecorded"], EVENTS["FractionRecorded"]
    platelets = EVENTS["LabsRecorded"].results[0]
    fewer = replace(platelets, key="lab-9", value=replace(platelets.value, value=Decimal(107)))
    response, contact = EVENTS["ResponseAssessed"], EVENTS["ContactRecorded"]
    return {
        "DoseRecorded": Case(
            replace(dose, record="adm-1", corrects=None, note="first"),
            replace(dose, record="adm-2", corrects="adm-1", note="second"),
            "first",
            "second",
        ),
        "FractionRecorded": Case(
            replace(session, record="fx-1", corrects=None, machine="LINAC 1"),
            replace(session, record="fx-2", corrects="fx-1", machine="LINAC 2"),
            "LINAC 1",
            "LINAC 2",
        ),
        "LabCorrected": Case(
            EVENTS["LabsRecorded"],
            of("LabCorrected", corrects=platelets.key, now=fewer),
            "180",
            "107",
        ),
        "EventCorrected": Case(
            EVENTS["EventReported"],
            EVENTS["EventCorrected"],
            "known to the year only",
            "known to the day",
        ),
        "ResponseAssessed": Case(
            replace(
                response, record="rsp-1", corrects=None, time_point="day_14", rationale="first look"
            ),
            replace(
                response,
                record="rsp-2",
                corrects="rsp-1",
                time_point="day_14",
                rationale="second look",
            ),
            "first look",
            "second look",
        ),
        "ContactRecorded": Case(
            replace(contact, record="fup-1", corrects=None, note="well"),
            replace(contact, record="fup-2", corrects="fup-1", note="not well"),
            "well",
            "not well",
        ),
    }


def _taken_back() -> dict[str, Case]:
    names = (
        "RecordVoided",
        "LabVoided",
        "EventVoided",
        "FollowUpTakenBack",
        "SeriousFactVoided",
        "EndTakenBack",
    )
    before = EVENTS["LabsRecorded"]
    return {
        name: Case(before, EVENTS[name], "stands", "taken back", TrailFlag.VOID) for name in names
    }


def _replaced() -> dict[str, Case]:
    graded, judged = EVENTS["EventGraded"], EVENTS["EventJudged"]
    ended = EVENTS["EventEnded"]
    aware = EVENTS["AwarenessRecorded"]
    return {
        "EventGraded": Case(
            replace(graded, told=replace(graded.told, grade=type(graded.told.grade)(2))),
            graded,
            "Grade 2",
            "Grade 3",
            None,
        ),
        "EventJudged": Case(
            judged,
            replace(judged, judgement=replace(judged.judgement, treatment="none (synthetic)")),
            "fluids (synthetic)",
            "none (synthetic)",
            None,
        ),
        "EventEnded": Case(
            ended, replace(ended, outcome="recovering", on=None), "recovered", "recovering", None
        ),
        "EventReopened": Case(ended, of("EventReopened", event=ended.event), "recovered", "", None),
        "AwarenessRecorded": Case(
            aware,
            replace(aware, aware_at=aware.aware_at - timedelta(hours=2), reason="heard earlier"),
            "16:50",
            "14:50",
            None,
        ),
    }


@pytest.fixture(scope="module")
def ledger(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """Every case, told one after the other into one ledger."""
    site = copy(planned_site, tmp_path_factory.mktemp("changes") / "site")
    with opened(site, "2026-03-20 10:00", NURSE) as clinic:
        for name, case in cases().items():
            _told(clinic, f"pat-{name.lower()}", case.before)
            _told(clinic, f"pat-{name.lower()}", case.event)
        yield clinic


def _told(clinic: Clinic, stream: str, event: object) -> None:
    desk = clinic.desk
    body: dict[str, Plain] = {
        "command": type(event).__name__,
        "events": [codec.to_plain(event)],
        "protocol": None,
        "shown": {"language": "en", "text": "as shown"},
    }
    key = desk.cabinet.unlock(NURSE, SECRET).key
    with desk.store.write() as transaction:
        head = transaction.head()
        entry = Entry(
            log=desk.store.log,
            seq=head.seq + 1,
            previous=head.hash,
            recorded_at=clinic.clock.now().isoformat(),
            zone="Asia/Shanghai",
            author=NURSE,
            certificate=desk.site().people[NURSE].fingerprint,
            stream=stream,
            body=body,
            heads=transaction.beside(),
        )
        transaction.append(seal(entry, key), stream)


def _row(clinic: Clinic, name: str) -> TrailRow:
    wanted = TrailFilter(patients=frozenset({f"pat-{name.lower()}"}))
    rows = list(Trail(clinic.desk, Words()).walk(wanted))
    return max(rows, key=lambda row: row.seq)


@pytest.mark.parametrize("name", sorted(cases()))
def test_old_and_new_value_who_when_and_why_are_told(ledger: Clinic, name: str) -> None:
    case, row = cases()[name], _row(ledger, name)
    changed = [(one.was.casefold(), one.now.casefold()) for one in row.changes]
    before, now = case.was.casefold(), case.now.casefold()
    assert any(before in one and (now in other if now else not other) for one, other in changed)
    assert NURSE in row.who
    assert row.recorded_at == ledger.clock.now()
    assert (case.flag or TrailFlag.CHANGE) in row.flags
    reason = getattr(case.event, "reason", "") or getattr(case.event, "correction_reason", "")
    assert not reason or row.reason


def test_every_shape_that_puts_right_or_takes_back_has_a_case() -> None:
    """A new shape that changes what was told fails here until the trail tells its old value."""
    correcting = {
        shape.__name__
        for shape in SHAPES.values()
        if {"corrects", "before"} & {one.name for one in fields(shape)}
        or shape.__name__.endswith(("Voided", "TakenBack", "Reopened", "Corrected"))
    }
    clinical = correcting | {"EventGraded", "EventJudged", "EventEnded", "AwarenessRecorded"}
    assert clinical == set(cases())


def test_without_a_look_at_the_past_no_old_value_is_told(
    ledger: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past.Earlier, "_before", lambda *_: iter(()))
    assert _row(ledger, "LabCorrected").changes == ()


def test_the_exported_table_carries_the_change_with_its_proof(
    ledger: Clinic, tmp_path: Path
) -> None:
    file = tmp_path / "trail.csv"
    wanted = TrailFilter(patients=frozenset({"pat-labcorrected"}))
    assert TrailExport(ledger.desk, Words(), wanted).to_table(file, CsvFiles(), Making())
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    row = _row(ledger, "LabCorrected")
    told = next(" ".join(cells) for cells in rows if row.hash in cells)
    assert "180" in told
    assert "107" in told
    comments = " ".join(" ".join(cells) for cells in rows if cells[0].startswith("#"))
    assert ledger.desk.store.head().hash in comments
