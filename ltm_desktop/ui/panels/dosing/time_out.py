"""The time-out: what is read aloud line by line, and the command once every line stands. No Qt.

Nothing is confirmed beforehand and nothing confirms two lines at once (hard rule H13).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo

from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.telling.voice import drug_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES, CallTimeOut, PatientAssessed
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.typed import Fields

READ, STOPPED, AGAIN = "time_out_read", "time_out_stopped", "time_out_again"
WHY = "time_out_why"
KEYS = (READ, STOPPED, AGAIN, WHY)


@dataclass(frozen=True, slots=True)
class Aloud:
    """One line as it is read aloud."""

    code: str
    label: str
    value: str
    route: Access | None = None
    """The way in, for the one line that is told by its colour as well."""
    heed: tuple[str, ...] = ()
    """What must be looked at before this line is confirmed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the lines are read from."""

    chart: Chart
    item: ItemCode
    active: ActiveProtocol | None
    identifiers: tuple[str, ...]
    zone: tzinfo | None
    say: Words


def lines_of(reading: Reading) -> tuple[Aloud, ...]:
    """Return the lines in the order of the time-out."""
    return tuple(_LINES[code](reading) for code in TIME_OUT_LINES)


def read(fields: Fields) -> tuple[str, ...]:
    """Return the lines confirmed so far, in the order they were read."""
    said = typed.text(fields, READ).split("\n")
    return tuple(line for line in said if line in TIME_OUT_LINES)


def with_line(fields: Fields, line: str) -> str:
    """Return what is confirmed with one more line."""
    return "\n".join((*read(fields), line))


def missing(acting: Acting) -> tuple[str, ...]:
    """Return what keeps the time-out open: one name for all lines, so that none is skipped."""
    said_no = acting.walked.stopped is not None and not typed.ticked(acting.fields, AGAIN)
    stopped = said_no or bool(typed.text(acting.fields, STOPPED))
    return (READ,) if stopped or len(read(acting.fields)) < len(TIME_OUT_LINES) else ()


def to_command(acting: Acting) -> CallTimeOut | None:
    """Return the time-out, or None while a line is open, after a "no" or without a check."""
    if missing(acting):
        return None
    checked = acting.checked
    if checked is None:
        return None
    people = (checked.operator, checked.second)
    return CallTimeOut(acting.patient, checked.record, acting.item, *people, read(acting.fields))


def to_come(acting: Acting) -> CallTimeOut | None:
    """Return the time-out as it will be once all lines stand, None after a "no".

    What stands against it, such as a check that is too old, is told before eight lines are read.
    """
    fields = {**acting.fields, READ: "\n".join(TIME_OUT_LINES)}
    return to_command(replace(acting, fields=fields))


def _patient(reading: Reading) -> Aloud:
    return Aloud("patient", reading.say("Patient"), " · ".join(reading.identifiers))


def _drug(reading: Reading) -> Aloud:
    say, order = reading.say, reading.chart.dosing.orders.get(reading.item)
    name = drug_name(order.drug, say, reading.active) if order else say("no signed order")
    return Aloud("drug", say("Drug"), name)


def _dose(reading: Reading) -> Aloud:
    say, order = reading.say, reading.chart.dosing.orders.get(reading.item)
    made = reading.chart.dosing.steps_of(reading.item).preparation
    dose = say.amount(order.dose) if order else say("no signed order")
    value = dose
    if made is not None:
        value = say("{dose} in {volume}", dose=dose, volume=made.prepared.syringe.volume)
    return Aloud("dose", say("Dose"), value)


def _route(reading: Reading) -> Aloud:
    say, order = reading.say, reading.chart.dosing.orders.get(reading.item)
    if order is None:
        return Aloud("route", say("Route"), say("no signed order"))
    return Aloud("route", say("Route"), route_words(order.access, say), order.access)


def _use_by(reading: Reading) -> Aloud:
    say, made = reading.say, reading.chart.dosing.steps_of(reading.item).preparation
    words = say("no syringe prepared")
    if made is not None:
        words = say.moment(made.prepared.syringe.use_by.astimezone(reading.zone))
    return Aloud("use_by", say("Use by"), words)


def _site(reading: Reading) -> Aloud:
    say, order = reading.say, reading.chart.dosing.orders.get(reading.item)
    patient = reading.chart.patient
    device = patient.access if patient else None
    words = say("shown and agreed by everybody")
    if order is not None and order.access is Access.OMMAYA and device is not None and device.site:
        words = say("Ommaya reservoir, {site}", site=device.site)
    elif order is not None and order.access is Access.LUMBAR:
        words = say("lumbar: position and interspace agreed by everybody")
    return Aloud("site", say("Site and side"), words)


def _consent(reading: Reading) -> Aloud:
    say, patient = reading.say, reading.chart.patient
    consent = patient.consent if patient else None
    words = say("no consent")
    if consent is not None:
        words = say("version {version}, {day}", version=consent.version, day=consent.signed_on)
    return Aloud("consent", say("Consent"), words)


def _room(reading: Reading) -> Aloud:
    say, walked = reading.say, reading.chart.dosing.steps_of(reading.item)
    words = say("no other cytotoxic drug and nothing intravenous within reach")
    return Aloud("room", say("Room"), words, heed=_heed(walked.assessed, say))


def _heed(assessed: PatientAssessed | None, say: Words) -> tuple[str, ...]:
    """Return other cytotoxic drugs as the assessment tells them: the same-name trap above all."""
    if assessed is None:
        return ()
    told, found = assessed.assessment, []
    other = told.other_cytotoxic
    if other is not None:
        where = say("in this room") if other.same_room else say("in another room")
        found.append(
            say(
                "Other cytotoxic drug: {drug}, {day}, {where}",
                drug=other.drug,
                day=other.on,
                where=where,
            )
        )
    if told.intravenous_pemetrexed_on is not None:
        found.append(say("INTRAVENOUS pemetrexed: {day}", day=told.intravenous_pemetrexed_on))
    return tuple(found)


_LINES: Mapping[str, Callable[[Reading], Aloud]] = {
    "patient": _patient,
    "drug": _drug,
    "dose": _dose,
    "route": _route,
    "use_by": _use_by,
    "site": _site,
    "consent": _consent,
    "room": _room,
}
