"""A reservoir's record: what is on file, newest first, and telling one more fact. No Qt.

The puncture site found before a dose stands among the facts; nothing is written twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ltm_desktop.app.ports import Clock
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.reservoir import (
    AUTHORS,
    CLEARERS,
    RecordReservoir,
    ReservoirRecorded,
    ReservoirWhat,
    implanted_on,
)
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.desk_verbs import ChartDesk, DoingDesk, Run, SiteDesk
from ltm_desktop.ui.speak import to_alerts

_INTACT = "intact"


class ReservoirDesk(ChartDesk, SiteDesk, DoingDesk, Protocol):
    """The few verbs of the desk that the panel needs."""

    @property
    def clock(self) -> Clock:
        """Return the clock."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of the history, worded."""

    day: str
    what: str
    details: str


@dataclass(frozen=True, slots=True)
class ReservoirShown:
    """Everything the panel shows, worded."""

    summary: str
    """What counts now; empty where nothing is on file."""
    facts: Sequence[FactLine]
    offered: Sequence[tuple[str, str]]
    """What this person may tell: code and words; empty for one who only reads."""
    lumbar: bool
    """Whether the patient is treated by lumbar puncture."""


@dataclass(frozen=True, slots=True)
class TypedFact:
    """The form as it stands."""

    what: str
    on: date
    side: str = ""
    make: str = ""
    surgeon: str = ""
    result: str = ""
    note: str = ""


class ReservoirView(Protocol):
    """What the panel can show."""

    def show_reservoir(self, shown: ReservoirShown) -> None:
        """Show what is on file and what may be told."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the fact."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""


class ReservoirPresenter:
    """List and tell the facts of one patient's reservoir."""

    def __init__(
        self, desk: ReservoirDesk, patient: PatientId, say: Words, *, view: ReservoirView, run: Run
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view
        self._run = run

    def refresh(self) -> None:
        """Ask for everything again; nothing typed is touched."""
        chart, say = self._desk.chart(self._patient), self._say
        device = chart.patient.access if chart.patient else None
        told = [(one.on, self._told(one)) for one in chart.reservoir.history]
        told += self._found(chart)
        told.sort(key=lambda one: one[0])
        shown = ReservoirShown(
            summary=say.together(*self._summary(chart)),
            facts=tuple(one for _, one in reversed(told)),
            offered=tuple((one.value, say.begin(say.term(one))) for one in self._offered()),
            lumbar=device is not None and device.access is Access.LUMBAR,
        )
        self._view.show_reservoir(shown)

    def record(self, typed: TypedFact) -> None:
        """Tell a fact; whatever stands against it is told together."""
        command = RecordReservoir(
            self._patient,
            ReservoirWhat(typed.what),
            typed.on,
            typed.side,
            typed.make,
            typed.surgeon,
            typed.result,
            typed.note,
        )
        self._view.show_alerts(())
        self._view.show_busy(True)
        self._run(lambda: self._desk.do(command, self._say, {}), self._done, self._failed)

    def _done(self, recorded: Recorded) -> None:
        self._view.show_busy(False)
        self._view.show_recorded(recorded)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))

    def _offered(self) -> Iterator[ReservoirWhat]:
        people, author = self._desk.site().people, self._desk.act().author
        for one in ReservoirWhat:
            wanted = CLEARERS if one is ReservoirWhat.INFECTION_CLEARED else AUTHORS
            if not any(check_role(people, author, *wanted)):
                yield one

    def _summary(self, chart: Chart) -> Iterator[str]:
        say, known = self._say, chart.reservoir
        since = implanted_on(known, chart.patient)
        if since is None and not known.history:
            return
        if known.removed_on is not None:
            yield say("The reservoir was removed on {on}.", on=known.removed_on)
        elif since is not None:
            yield say("Implanted on {on}.", on=since)
        if known.infection_since is not None:
            yield say("Infection suspected since {on}.", on=known.infection_since)
        yield (
            say("Tip seen on imaging on {on}.", on=known.imaging_on)
            if known.imaging_on
            else say("No imaging on file.")
        )
        yield (
            say("CSF flow study on {on}.", on=known.flow_study_on)
            if known.flow_study_on
            else say("No flow study on file.")
        )

    def _told(self, one: ReservoirRecorded) -> FactLine:
        say = self._say
        labelled = (
            (say("Side and place"), one.side),
            (say("Make and model"), one.make),
            (say("Surgeon"), one.surgeon),
            (say("Result of the report"), one.result),
            (say("Further remark"), one.note),
        )
        lines = (
            say("{label}: {value}", label=label, value=text) for label, text in labelled if text
        )
        return FactLine(say.date(one.on), say.begin(say.term(one.what)), "\n".join(lines))

    def _found(self, chart: Chart) -> list[tuple[date, FactLine]]:
        """Return the doses whose puncture site was not intact, as findings of their day."""
        doses = (one for one in chart.dosing.given if one.access is Access.OMMAYA)
        return [
            self._finding(chart, one)
            for one in doses
            if one.facts.site_inspection not in ("", _INTACT)
        ]

    def _finding(self, chart: Chart, one: DoseRecorded) -> tuple[date, FactLine]:
        say, on = self._say, self._desk.act().day_of(one.started_at)
        active, planned = self._desk.active(), chart.plan.items.get(one.item)
        labels = active.protocol.vocabularies.get("site_inspection", {}) if active else {}
        code = one.facts.site_inspection
        seen = say.label(labels[code]) if code in labels else code
        where = (
            say("found before dose {number}", number=planned.number)
            if planned
            else say("found before an injection")
        )
        what = say("Puncture site: {finding}", finding=seen)
        return on, FactLine(say.date(on), what, where)
