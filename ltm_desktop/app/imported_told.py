"""An import in words, for the window and the command line alike: rows side by side, findings.

Says what agrees and what does not; writes nothing and proposes nothing of its own.
"""

from datetime import tzinfo
from pathlib import Path

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.import_words import RowWords, row_words
from ltm_desktop.app.machine_files import ChartNow, Proposal, compare_found
from ltm_desktop.app.plan_import import CourseProposal
from ltm_desktop.app.verdicts import Told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.identifiers import PatientId

SHOWN = 0


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
    return compare_found(found, ChartNow(chart, active, desk.site().people, act))


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
