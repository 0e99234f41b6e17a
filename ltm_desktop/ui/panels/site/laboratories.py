"""The register of laboratories: entering one, its ranges from a day on, taking back. No Qt.

What will be written is shown word for word before it is; everything typed stays when refused.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.analytes import Analyte, AnalyteKind, Specimen
from ltm_desktop.domain.errors import LtmError, refuse
from ltm_desktop.domain.lab_units import LabUnit, check_slip, family_of, to_kept, unit_named
from ltm_desktop.domain.laboratories import (
    EnterLaboratory,
    Laboratories,
    LaboratoryCommand,
    ReferenceRange,
    SetRanges,
    WithdrawRanges,
)
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, parse_decimal
from ltm_desktop.domain.terms import Sex
from ltm_desktop.ui.panels.site.laboratories_told import (
    ListedLaboratory,
    ListedRange,
    listed_laboratory,
    listed_ranges,
)
from ltm_desktop.ui.speak import to_alerts

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]
CODE, NAME, NOTE = "code", "name", "note"
ANALYTE, SPECIMEN, LOW, HIGH, UNIT = "analyte", "specimen", "low", "high", "unit"
SEX, FROM_YEARS, TO_YEARS, SINCE, DOCUMENT = "sex", "from_years", "to_years", "since", "document"
REASON = "reason"
OF_ONE_RANGE = (ANALYTE, SPECIMEN, LOW, HIGH, UNIT, SEX, FROM_YEARS, TO_YEARS)
"""What is emptied for the next range; the day and the document are those of many."""


@dataclass(frozen=True, slots=True)
class OfferedAnalyte:
    """An analyte with a range: its words and the units a laboratory may print it in."""

    code: str
    name: str
    csf: bool
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypedForm:
    """The form as typed, by field; the day as the field reads it."""

    laboratory: str
    """Code of the one chosen in the list."""
    fields: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None

    def of(self, name: str) -> str:
        """Return one field without outer blanks."""
        return self.fields.get(name, "").strip()


class LaboratoriesDesk(Protocol):
    """What the tab asks of the desk."""

    def today(self) -> date:
        """Return the day at the site."""

    def laboratories(self) -> Laboratories:
        """Return the register as it stands."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""

    def propose(self, command: LaboratoryCommand) -> Proposal:
        """Decide what would be written, worded. Raises Refused."""

    def record(self, proposal: Proposal) -> Recorded:
        """Write it. Raises Refused, Stale, Unavailable."""

    def draft(self) -> Mapping[str, str]:
        """Return what this person typed and has not recorded."""

    def keep_draft(self, fields: Mapping[str, str]) -> None:
        """Keep what is typed; nothing at all drops the draft. Raises Unavailable."""


class LaboratoriesView(Protocol):
    """What the tab can show."""

    def show_form(self, analytes: Sequence[OfferedAnalyte], draft: Mapping[str, str]) -> None:
        """Offer the analytes of the protocol, and put back what was typed."""

    def show_register(
        self, laboratories: Sequence[ListedLaboratory], ranges: Mapping[str, Sequence[ListedRange]]
    ) -> None:
        """List the laboratories, and the ranges of each."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused or is asked, together."""

    def show_preview(self, text: str) -> None:
        """Show the exact text that would be written; nothing takes it away."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""

    def show_recorded(self, recorded: Recorded, emptied: Sequence[str]) -> None:
        """Say that it stands and empty these fields."""


class LaboratoriesPresenter:
    """List the register, and propose and write what is typed."""

    def __init__(
        self, desk: LaboratoriesDesk, view: LaboratoriesView, run: Run, say: Words
    ) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._proposal: Proposal | None = None
        self._emptied: tuple[str, ...] = ()

    def start(self) -> None:
        """Offer the form with what was typed before, and list the register."""
        active = self._desk.active()
        offered = offered_analytes(active, self._say) if active else ()
        self._view.show_form(offered, self._desk.draft())
        self.refresh()

    def refresh(self) -> None:
        """Ask for the register again."""
        say, today, active = self._say, self._desk.today(), self._desk.active()
        known = sorted(self._desk.laboratories().values(), key=lambda one: one.name)
        self._view.show_register(
            [listed_laboratory(one, today, say) for one in known],
            {one.code: listed_ranges(one, active, today, say) for one in known},
        )

    def enter(self, typed: TypedForm) -> None:
        """Show what entering a laboratory would write."""
        command = EnterLaboratory(typed.of(CODE), typed.of(NAME), typed.of(NOTE))
        self._preview(command, (CODE, NAME, NOTE))

    def set_range(self, typed: TypedForm) -> None:
        """Show what a new range would write, with a question where the unit looks mistaken."""
        try:
            command = self._to_range(typed)
        except LtmError as error:
            self._refuse(error)
        else:
            self._preview(command, OF_ONE_RANGE, tuple(self._asked(typed)))

    def withdraw(self, typed: TypedForm, chosen: ListedRange | None) -> None:
        """Show what taking a range back would write."""
        analyte, since = (chosen.analyte, chosen.since) if chosen else ("", date.min)
        command = WithdrawRanges(typed.laboratory, since, analyte, typed.of(REASON))
        self._preview(command, (REASON,))

    def record(self) -> None:
        """Write what was shown."""
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(True)
        self._run(lambda: self._desk.record(proposal), self._recorded, self._failed)

    def changed(self) -> None:
        """Forget what was shown: the form is no longer what it was made from."""
        if self._proposal is not None:
            self._proposal = None
            self._view.show_preview("")

    def keep_draft(self, fields: Mapping[str, str]) -> None:
        """Keep what is typed until it is recorded."""
        try:
            self._desk.keep_draft({name: text for name, text in fields.items() if text})
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))

    def _to_range(self, typed: TypedForm) -> SetRanges:
        analyte, unit = self._analyte(typed)
        kept_in, printed = unit
        if typed.since is None:
            raise refuse("laboratories.day_missing")
        low, high = (_limit(typed.of(name), printed, kept_in) for name in (LOW, HIGH))
        one = ReferenceRange(
            analyte.code,
            low,
            high,
            Specimen(typed.of(SPECIMEN)) if typed.of(SPECIMEN) else Specimen.BLOOD,
            Sex(typed.of(SEX)) if typed.of(SEX) else None,
            _years(typed.of(FROM_YEARS)),
            _years(typed.of(TO_YEARS)),
        )
        return SetRanges(typed.laboratory, typed.since, (one,), typed.of(DOCUMENT))

    def _analyte(self, typed: TypedForm) -> tuple[Analyte, tuple[Unit, LabUnit]]:
        active = self._desk.active()
        known = active.protocol.analytes.get(typed.of(ANALYTE)) if active else None
        if known is None or known.unit is None:
            raise refuse("laboratories.analyte_missing")
        family = family_of(known.unit, known.printed)
        return known, (known.unit, unit_named(family, typed.of(UNIT)) or family.printed[0])

    def _asked(self, typed: TypedForm) -> Iterator[Alert]:
        """Yield what is asked of limits that look like those of another unit."""
        analyte, (kept_in, printed) = self._analyte(typed)
        family = family_of(kept_in, analyte.printed)
        found = self._desk.laboratories().get(typed.laboratory)
        known = [
            limit
            for _, one in (found.ranges if found else ())
            for limit in (one.low, one.high)
            if one.analyte == analyte.code and limit is not None
        ]
        for text in filter(None, (typed.of(LOW), typed.of(HIGH))):
            for alert in check_slip(parse_decimal(text), printed, family, known):
                yield replace(alert, severity=Severity.NOTE)

    def _preview(
        self, command: LaboratoryCommand, emptied: tuple[str, ...], asked: Sequence[Alert] = ()
    ) -> None:
        try:
            self._proposal = self._desk.propose(command)
        except LtmError as error:
            self._refuse(error)
            return
        self._emptied = emptied
        self._view.show_alerts(asked)
        self._view.show_preview(self._proposal.shown)

    def _refuse(self, error: Exception) -> None:
        self._proposal = None
        self._view.show_preview("")
        self._view.show_alerts(to_alerts(error))

    def _recorded(self, recorded: Recorded) -> None:
        self._proposal = None
        self._view.show_busy(False)
        self._view.show_alerts(())
        self._view.show_recorded(recorded, self._emptied)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._refuse(error)


def offered_analytes(active: ActiveProtocol, say: Words) -> tuple[OfferedAnalyte, ...]:
    """Return every analyte that is a number, in the order of the protocol."""
    trial = active.protocol
    return tuple(
        OfferedAnalyte(
            one.code,
            say.label(one.label),
            trial.panels[one.panel].csf,
            tuple(unit.name for unit in family_of(one.unit, one.printed).printed),
        )
        for one in trial.analytes.values()
        if one.kind is AnalyteKind.NUMBER and one.unit is not None
    )


def _limit(text: str, printed: LabUnit, kept_in: Unit) -> Quantity | None:
    return to_kept(parse_decimal(text), printed, kept_in) if text else None


def _years(text: str) -> int | None:
    if not text:
        return None
    years = parse_decimal(text)
    if years != years.to_integral_value() or years < Decimal(0):
        raise refuse("laboratories.ages")
    return int(years)
