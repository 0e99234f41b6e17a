"""After the injection: when the patient is looked at, what was found, and the end of it. No Qt.

The times follow from the end of the injection as recorded, so that they outlive a restart.
"""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer, elapsed
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.dosing_measures import VITAL_UNITS
from ltm_desktop.domain.dosing_steps import ObservePatient, PatientObserved, Vitals
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.dosing import after, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.placing import told_of

AT, FOUND, NOTE, LAST, EARLY = (
    "observed_at",
    "observed_complications",
    "observed_note",
    "observed_last",
    "observed_early",
)
PREFIX = "observed_"
MEASURED = tuple(PREFIX + one.name for one in fields(Vitals))
KEYS = (AT, *MEASURED, FOUND, NOTE, LAST, EARLY)


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned look at the patient."""

    minutes: int
    due: datetime
    seen: PatientObserved | None

    def words(self, now: datetime, say: Words) -> tuple[str, str]:
        """Return what is said of it, and the tone: done, due ahead, or waited for."""
        if self.seen is not None:
            at = self.seen.observed_at.astimezone(now.tzinfo)
            return say("observed {time}", time=at.time()), "ok"
        ahead = elapsed(now, self.due)
        if ahead > timedelta(0):
            return say("due {time}, in {span}", time=self.due.time(), span=ahead), "neutral"
        return say("was due {time}, {span} ago", time=self.due.time(), span=-ahead), "caution"


def planned(
    told: DoseRecorded, seen: tuple[PatientObserved, ...], active: ActiveProtocol, now: datetime
) -> tuple[Planned, ...]:
    """Return the planned times in order, each with the observation made for it."""
    ended = told.ended_at.astimezone(now.tzinfo)
    made = sorted(seen, key=lambda one: one.observed_at)
    rows = []
    for place, minutes in enumerate(sorted(active.observation_minutes)):
        done = made[place] if place < len(made) else None
        rows.append(Planned(minutes, ended + timedelta(minutes=minutes), done))
    return tuple(rows)


def missing(acting: Acting) -> tuple[str, ...]:
    """Return what is empty or unreadable; whether something went wrong is always answered."""
    found = [] if typed.moment(acting.fields, AT) is not None else [AT]
    found += [
        PREFIX + name
        for name, unit in VITAL_UNITS.items()
        if typed.text(acting.fields, PREFIX + name)
        and typed.amount(acting.fields, PREFIX + name, unit) is None
    ]
    found += typed.blank(acting.fields, (FOUND,))
    if ends_early(acting):
        found += typed.blank(acting.fields, (EARLY,))
    return tuple(found)


def ends_early(acting: Acting) -> bool:
    """Tell whether the observation is ended before its last planned time."""
    told, at = told_of(acting.chart, acting.item), typed.moment(acting.fields, AT)
    if not typed.ticked(acting.fields, LAST) or told is None or at is None:
        return False
    minutes = acting.active.observation_minutes if acting.active else ()
    due = told.ended_at + timedelta(minutes=max(minutes, default=0))
    return elapsed(due, at) < timedelta(0)


def to_command(acting: Acting) -> ObservePatient | None:
    """Return the observation, or None while a field is missing."""
    told, at = told_of(acting.chart, acting.item), typed.moment(acting.fields, AT)
    if told is None or at is None or missing(acting):
        return None
    return ObservePatient(
        patient=acting.patient,
        record=told.record,
        observed_at=at,
        vitals=_vitals(acting),
        complications=after.codes(acting.fields, FOUND),
        note=typed.text(acting.fields, NOTE),
        last=typed.ticked(acting.fields, LAST),
        ended_early=typed.text(acting.fields, EARLY) if ends_early(acting) else "",
    )


def _vitals(acting: Acting) -> Vitals:
    return Vitals(
        **{
            name: typed.amount(acting.fields, PREFIX + name, unit)
            for name, unit in VITAL_UNITS.items()
        }
    )


def signers(acting: Acting) -> tuple[Signer, ...]:
    """Return the author for the last observation; those before it are sealed only."""
    return acting.myself(Meaning.OBSERVED) if typed.ticked(acting.fields, LAST) else ()
