"""A laboratory's file in words, for the window and the command line alike; writes nothing."""

from pathlib import Path

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.imported_labs import ImportedResult
from ltm_desktop.app.lab_import import LabLine, LabsNow, LineState, lay_beside
from ltm_desktop.app.verdicts import Told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.labs import LabFinding
from ltm_desktop.domain.protocol import ActiveProtocol

SHOWN = 0


def of_file(desk: Desk, source: Path, subject: str, say: Words) -> Told:
    """Show a file beside the chart of the patient with this subject number. Raises Refused."""
    known, active, opens = desk.store.patient_of(subject), desk.active(), desk.lab_files
    if known is None:
        raise refuse("patients.unknown")
    if opens is None or active is None:
        raise refuse("configuration.none_signed", "hard rule H19")
    patient, act = PatientId(known), desk.act()
    if act.now.tzinfo is None:
        raise ValueError("the clock has no zone")
    file = opens().read(source, act.now.tzinfo)
    laid = lay_beside(file, LabsNow(patient, desk.chart(patient), active, act), {})
    lines = [_told(line, say, active) for line in laid.lines]
    others = other_results(laid.others, say)
    text = "\n".join([*lines, *([others] if others else []), say("Nothing was written.")])
    return Told(SHOWN, text, {"rows": [_facts(one) for one in laid.lines], "others": laid.others})


def other_results(count: int, say: Words) -> str:
    """Say how many results of other patients were left out; nothing for none."""
    if not count:
        return ""
    return say.many(
        "{count} result of another patient was left out.",
        "{count} results of other patients were left out.",
        count,
    )


def as_written(found: ImportedResult, say: Words) -> str:
    """Return a result as the laboratory wrote it, with its range."""
    value = " ".join(part for part in (found.value, found.unit) if part)
    if not (found.low or found.high):
        return value
    return say("{value} ({low} to {high})", value=value, low=found.low, high=found.high)


def as_kept(line: LabLine, say: Words, active: ActiveProtocol) -> str:
    """Return a result as the chart has it or would have it; nothing where it stays out."""
    result = line.result
    if result is None or line.state not in (LineState.NEW, LineState.SAME):
        return ""
    if not isinstance(result, LabFinding):
        return f"{result.comparator.value}{say.amount(result.value)}"
    if not result.code:
        return result.text
    listed = active.protocol.analytes[result.analyte].vocabulary
    return active.label(listed, result.code, say.language)


def line_name(line: LabLine, say: Words, active: ActiveProtocol) -> str:
    """Return what a row is about: the log's name and specimen, and the laboratory's own words."""
    written = line.found.name or ", ".join(line.found.codes)
    if line.result is None:
        return written
    ours = say.label(active.protocol.analytes[line.result.analyte].label)
    told = say("{analyte} · {specimen}", analyte=ours, specimen=line.result.specimen)
    return told if written in ("", ours) else say.together(told, f"“{written}”")


def line_standing(line: LabLine, say: Words) -> str:
    """Return how a row stands to the chart, with what to do next."""
    if line.alerts:
        told = (say.together(say.alert(one), say.next_step(one)) for one in line.alerts)
        return "\n".join(told)
    return say("new") if line.state is LineState.NEW else say("already in the chart")


def _told(line: LabLine, say: Words, active: ActiveProtocol) -> str:
    return say(
        "{name}: {value}. {standing}",
        name=line_name(line, say, active),
        value=as_written(line.found, say),
        standing=line_standing(line, say),
    )


def _facts(line: LabLine) -> dict[str, object]:
    result = line.result
    return {
        "place": line.found.place,
        "state": line.state.value,
        "analyte": result.analyte if result else None,
        "specimen": result.specimen.value if result else None,
        "findings": [alert.code for alert in line.alerts],
    }
