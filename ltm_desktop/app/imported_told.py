"""An import in words, for the window and the command line alike: rows side by side, findings.

Says what agrees and what does not; writes nothing and proposes nothing of its own.
"""

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.course_import import SessionProposal, compare_session
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.import_rows import Compared, Row
from ltm_desktop.app.imported import ProposedCourse
from ltm_desktop.app.plan_import import CourseProposal, compare_plan
from ltm_desktop.app.verdicts import Told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.protocol import ActiveProtocol

Proposal = SessionProposal | CourseProposal
SHOWN = 0
_NEW = RecordId("rt-proposed")
"""What is only shown needs no identity of its own; nothing is recorded under it."""


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row as people read it."""

    what: str
    logged: str
    filed: str
    agreement: str


def compare_file(desk: Desk, source: Path | bytes, patient: PatientId) -> Proposal:
    """Read a file and hold it against a patient's chart. Raises Refused, Unavailable."""
    active = desk.active()
    if desk.treatment_files is None or active is None:
        raise refuse("configuration.none_signed", "hard rule H19")
    chart, act = desk.chart(patient), desk.act()
    zone: tzinfo | None = act.now.tzinfo
    if zone is None:
        raise ValueError("the clock has no zone")
    found = desk.treatment_files().read_any(source, zone)
    if isinstance(found, ProposedCourse):
        return compare_plan(found, chart, active, act)
    return compare_session(found, chart, desk.site().people, act, record=_NEW)


def row_words(row: Row, say: Words, active: ActiveProtocol | None) -> RowWords:
    """Word one row; what one side does not have is said to be nothing."""
    what = say.term(row.field)
    return RowWords(
        what=say("{what} ({part})", what=what, part=row.part) if row.part else what,
        logged=_value(row.logged, row, say, active),
        filed=_value(row.filed, row, say, active),
        agreement=say.term(row.agreement),
    )


def _value(value: object, row: Row, say: Words, active: ActiveProtocol | None) -> str:
    if value is None:
        return say("nothing")
    if isinstance(value, HumanName):
        return person_name(value)
    if row.field is Compared.TECHNIQUE and active is not None:
        code = str(value)
        known = code in active.vocabulary("rt_technique")
        return active.label("rt_technique", code, say.language) if known else code
    return say.shown(value)


def of_file(desk: Desk, source: Path, subject: str, say: Words) -> Told:
    """Show a file beside the chart of the patient with this subject number. Raises Refused."""
    known = desk.store.patient_of(subject)
    if known is None:
        raise refuse("patients.unknown")
    proposal = compare_file(desk, source, PatientId(known))
    words = [row_words(row, say, desk.active()) for row in proposal.rows]
    lines = [
        say(
            "{what}: {logged} in the log, {filed} in the file. {agreement}.",
            what=one.what,
            logged=one.logged,
            filed=one.filed,
            agreement=one.agreement,
        )
        for one in words
    ]
    found = [say.together(say.alert(one), say.next_step(one)) for one in proposal.findings]
    text = "\n".join([_heading(proposal, say), *lines, *found, say("Nothing was written.")])
    return Told(SHOWN, text, _facts(proposal, words))


def _heading(proposal: Proposal, say: Words) -> str:
    if isinstance(proposal, CourseProposal):
        return say("Plan “{label}” beside the chart:", label=proposal.found.label)
    at, number = proposal.found.at, proposal.found.fraction
    if proposal.session is None:
        return say("Fraction {number} of {at}; the log has no such session:", number=number, at=at)
    return say("Fraction {number} of {at} beside the log:", number=number, at=at)


def _facts(proposal: Proposal, words: list[RowWords]) -> dict[str, object]:
    told = zip(proposal.rows, words, strict=True)
    return {
        "uid": proposal.found.uid,
        "rows": [
            {
                "field": row.field.value,
                "part": row.part,
                "log": one.logged if row.logged is not None else None,
                "file": one.filed if row.filed is not None else None,
                "agreement": row.agreement.value,
            }
            for row, one in told
        ],
        "findings": [alert.code for alert in proposal.findings],
        "proposes": type(proposal.command).__name__ if proposal.command else None,
    }
