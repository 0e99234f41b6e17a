"""One patient's story as given-when-then, over the real decisions and the real fold.

`story.does(command)` folds what was decided, `story.refused(command)` returns the codes of a
refusal. A story is frozen: every step is a new one.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from ltm_desktop.domain.acts import Act, EntryFacts
from ltm_desktop.domain.chart import Chart, fold
from ltm_desktop.domain.decisions import Command, decide
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import Person
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.reservoir import ReservoirWhat
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.site import SiteState
from tests.builders import (
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    assess,
    at,
    calendar,
    check,
    enrol,
    labs,
    order,
    plan,
    prepare,
    receive,
    record,
    release,
    reservoir,
    site,
    syringe,
    time_out,
    verify,
)
from tests.cases.clinical import example
from tests.course_builders import course


@dataclass(frozen=True)
class Story:
    """One patient's chart at a moment: given what was recorded, when a command, then events."""

    chart: Chart = field(default_factory=lambda: Chart(PATIENT))
    site: SiteState = field(default_factory=site)
    protocol: ActiveProtocol | None = None
    now: datetime = field(default_factory=lambda: at("2026-03-02 10:00"))
    calendar: WorkingCalendar = field(default_factory=calendar)

    def at(self, moment: str) -> "Story":
        """Return the story at a later or earlier moment."""
        return replace(self, now=at(moment))

    def staffed(self, *people: Person) -> "Story":
        """Return the story at a site where some people differ."""
        return replace(self, site=site(*people))

    def act(self, by: PersonId) -> Act:
        """Return the circumstances of a command now."""
        return Act(by, self.now, self.calendar)

    def decides(self, command: Command, by: PersonId = NURSE) -> tuple[Any, ...]:
        """Return the events of a command. Raises Refused."""
        return decide(command, self.chart, self.site, self.protocol, self.act(by))

    def does(self, command: Command, by: PersonId = NURSE, *papers: str) -> "Story":
        """Return the story after a command was recorded."""
        return self.told(*self.decides(command, by), by=by, papers=papers)

    def told(self, *events: object, by: PersonId = NURSE, papers: tuple[str, ...] = ()) -> "Story":
        """Return the story after an entry with these events."""
        facts = EntryFacts(self.chart.version + 1, self.now, by, papers)
        return replace(self, chart=fold(self.chart, [(facts, events)]))

    def refused(self, command: Command, by: PersonId = NURSE) -> set[str]:
        """Return the codes of a refusal; a command that is decided fails the test."""
        try:
            events = self.decides(command, by)
        except Refused as refusal:
            return {alert.code for alert in refusal.alerts}
        raise AssertionError(f"decided {events}")

    def ordered(self, code: str, **changes: Any) -> "Story":
        """Return the story after the patient was assessed and the dose ordered, now."""
        return self.with_labs().does(assess(code)).does(order(code, **changes), PHYSICIAN)

    def with_labs(self, **values: str) -> "Story":
        """Return the story after blood was drawn an hour ago; some values may differ."""
        drawn = (self.now - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
        return self.does(labs(drawn, **values))

    def prepared(self, code: str, **changes: Any) -> "Story":
        """Return the story after the pharmacy made the dose and the bedside has it, now."""
        ordered = {name: changes[name] for name in ("dose", "access") if name in changes}
        made = (self.now - timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M")
        drawn = {name: changes[name] for name in ("dose",) if name in changes}
        if "syringe" in changes:
            drawn["syringe"] = replace(changes["syringe"], preparation=f"prep-{code}")
        return (
            self.ordered(code, **ordered)
            .does(verify(code), PHARMACIST)
            .does(prepare(code, made, **drawn), PHARMACIST)
            .does(release(code), PHARMACIST)
            .does(receive(code))
        )

    def made_again(self, code: str, number: str) -> "Story":
        """Return the story after the pharmacy made a dose anew under a number of its own, now."""
        made = (self.now - timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M")
        label = syringe(made[:10], preparation=number)
        drawn = replace(prepare(code, made), preparation=number, syringe=label)
        return (
            self.does(drawn, PHARMACIST)
            .does(replace(release(code), preparation=number), PHARMACIST)
            .does(replace(receive(code), preparation=number))
        )

    def checked(self, code: str, **changes: Any) -> "Story":
        """Return the story after two people checked the dose, now."""
        return self.prepared(code, **changes).does(
            check(code, self.now.strftime("%Y-%m-%d"), **_read(changes))
        )

    def ready(self, code: str, **changes: Any) -> "Story":
        """Return the story up to the time-out of a dose, now."""
        named = ("record", "operator", "second")
        record_id = {name: changes[name] for name in named if name in changes}
        return self.checked(code, **changes).does(time_out(code, **record_id))

    def gives(self, code: str, on: str, **changes: Any) -> "Story":
        """Return the story after a dose was ordered, checked, given and recorded on a day."""
        checked = self.at(f"{on} 10:00").ready(code)
        given = record(code, f"{on} 10:02", **changes)
        return checked.at(f"{on} 10:10").does(given)

    def scheduled(self) -> dict[str, str]:
        """Return the scheduled day of every planned item."""
        return {code: one.scheduled.isoformat() for code, one in self.chart.plan.items.items()}


def _read(changes: dict[str, Any]) -> dict[str, Any]:
    """Return what the second person reads from a changed syringe."""
    read = {name: value for name, value in changes.items() if name != "syringe"}
    made = changes.get("syringe")
    return read if made is None else {"volume": made.volume, "use_by": made.use_by, **read}


@cache
def enrolled(arm: str | None = "A") -> Story:
    """Return the story of a consented patient in an arm, nothing planned."""
    return Story(protocol=example()).does(enrol(arm=arm))


@cache
def planned(arm: str = "A") -> Story:
    """Return the story of a patient whose doses are planned from Monday 2 March 2026.

    Blood was drawn in the morning of that day, and nothing in it stands against a dose; where the
    catheter's tip lies and that CSF flows was looked at.
    """
    told = enrolled(arm).does(plan()).does(labs())
    for what in (ReservoirWhat.IMAGING_CHECKED, ReservoirWhat.FLOW_STUDY):
        told = told.does(reservoir(what))
    return told


@cache
def irradiated() -> Story:
    """Return the story of a patient in arm A with a course ordered from Monday 16 March 2026."""
    return planned("A").at("2026-03-13 09:00").does(course(), PHYSICIAN)
