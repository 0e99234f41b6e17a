"""Every shape that changes a clinical field, with what stood before it.

The events are the released shapes, put into a real ledger by the real keys; whether each act may
be done is asked where its topic is tested.
"""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ltm_desktop.app.trail.rows import TrailFlag
from ltm_desktop.domain import codec
from ltm_desktop.ledger.canonical import Plain
from ltm_desktop.ledger.chain import seal
from ltm_desktop.ledger.entries import Entry
from tests.app.clinic import SECRET, Clinic
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


def tell(clinic: Clinic, stream: str, event: object) -> None:
    """Put one event into the ledger as the nurse's own entry."""
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
