"""Calls after a lumbar puncture: headache, worse when upright or not, a blood patch. No Qt."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.dosing_steps import CallPatient, PatientCalled
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.placing import told_of

DAY, AT, REACHED, HEADACHE, POSTURAL, PATCH, NOTE = (
    "call_day",
    "called_at",
    "call_reached",
    "call_headache",
    "call_postural",
    "call_blood_patch_on",
    "call_note",
)
KEYS = (DAY, AT, REACHED, HEADACHE, POSTURAL, PATCH, NOTE)
ANSWERED = (HEADACHE, POSTURAL)
"""What is asked once the patient answers."""


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """One planned call with every attempt at it."""

    day: int
    on: date
    tries: tuple[PatientCalled, ...]

    @property
    def reached(self) -> PatientCalled | None:
        """Return the call that was answered."""
        return next((one for one in self.tries if one.reached), None)

    def words(self, now: datetime, say: Words) -> tuple[str, str]:
        """Return what is said of it, and the tone."""
        answered = self.reached
        if answered is not None:
            at = answered.called_at.astimezone(now.tzinfo)
            rating = answered.headache.value if answered.headache else 0
            return say("answered {moment}, headache {rating} of 10", moment=at, rating=rating), "ok"
        if self.on > now.date():
            return say("due {day}", day=self.on), "neutral"
        if self.tries:
            last = self.tries[-1].called_at.astimezone(now.tzinfo)
            return say("nobody answered {moment}", moment=last), "caution"
        return say("due since {day}", day=self.on), "caution"


def planned(
    told: DoseRecorded, called: tuple[PatientCalled, ...], days: tuple[int, ...], now: datetime
) -> tuple[PlannedCall, ...]:
    """Return the planned calls in order."""
    first = told.started_at.astimezone(now.tzinfo).date()
    return tuple(
        PlannedCall(
            day, first + timedelta(days=day), tuple(one for one in called if one.day == day)
        )
        for day in days
    )


def missing(acting: Acting) -> tuple[str, ...]:
    """Return what is empty or unreadable."""
    fields = acting.fields
    found = [*typed.blank(fields, (DAY,))]
    found += [] if typed.moment(fields, AT) is not None else [AT]
    found += typed.blank(fields, (REACHED,))
    if typed.ticked(fields, REACHED):
        found += typed.blank(fields, ANSWERED)
        if typed.text(fields, HEADACHE) and typed.amount(fields, HEADACHE, Unit.COUNT) is None:
            found.append(HEADACHE)
    if typed.text(fields, PATCH) and typed.day(fields, PATCH) is None:
        found.append(PATCH)
    return tuple(found)


def to_command(acting: Acting) -> CallPatient | None:
    """Return the call, or None while a field is missing."""
    told, at = told_of(acting.chart, acting.item), typed.moment(acting.fields, AT)
    if told is None or at is None or missing(acting):
        return None
    fields = acting.fields
    reached = typed.ticked(fields, REACHED)
    return CallPatient(
        patient=acting.patient,
        record=told.record,
        day=int(typed.text(fields, DAY)),
        called_at=at,
        reached=reached,
        headache=typed.amount(fields, HEADACHE, Unit.COUNT) if reached else None,
        postural=reached and typed.ticked(fields, POSTURAL),
        blood_patch_on=typed.day(fields, PATCH) if reached else None,
        note=typed.text(fields, NOTE),
    )
