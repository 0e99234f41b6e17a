"""What the laboratory panel can show, worded, and the verbs it needs of the desk. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import ResultId
from ltm_desktop.domain.labs import Standing
from ltm_desktop.ui.desk_verbs import ChartDesk, DoingDesk, DraftingDesk, SiteDesk

Named = tuple[str, str]
"""A code and its words."""


class LabsDesk(ChartDesk, SiteDesk, DraftingDesk, DoingDesk, Protocol):
    """The few verbs of the desk that the panel needs."""


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """One panel of the protocol."""

    code: str
    name: str
    csf: bool


@dataclass(frozen=True, slots=True)
class CsfSent:
    """CSF that was sent at a dose: its time and place are proposed for the CSF panel."""

    words: str
    sampled: str
    """As the field shows it."""
    specimen: str


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What the head of the form offers."""

    panels: tuple[PanelChoice, ...]
    laboratories: tuple[Named, ...]
    places: tuple[Named, ...]
    """Where CSF comes from."""
    marks: tuple[Named, ...]
    sent: tuple[CsfSent, ...] = ()


@dataclass(frozen=True, slots=True)
class AnalyteLine:
    """One line of the form."""

    code: str
    name: str
    units: tuple[str, ...] = ()
    """Empty for a result that is no number."""
    options: tuple[Named, ...] = ()
    """What a coded result is chosen from."""
    last: str = ""
    """The last result, worded; empty where there is none."""


@dataclass(frozen=True, slots=True)
class LineTold:
    """What stands beside a line while it is typed."""

    standing: Standing | None = None
    low: str = ""
    """Limits of the laboratory's register, in the unit chosen."""
    high: str = ""
    alerts: tuple[Alert, ...] = ()
    asked: tuple[str, ...] = ()
    """Those of the alerts that "it stands so on the report" answers."""
    unreadable: bool = False
    """The text is no number; it may be kept as not measurable."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One result in the table, worded."""

    text: str
    key: ResultId
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One analyte of one specimen."""

    name: str
    cells: Mapping[int, tuple[Cell, ...]]
    """By column; several of one moment stand under each other."""


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Results by sampling time, the newest column first."""

    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    older: int = 0
    """How many sampling times are not shown."""


@dataclass(frozen=True, slots=True)
class ResultDetail:
    """One result whole, and what stood before it."""

    key: ResultId
    name: str
    lines: tuple[Named, ...]
    before: tuple[str, ...]
    """Earlier values, worded with who changed them and why."""


@dataclass(frozen=True, slots=True)
class PuttingRight:
    """A result that is being put right or taken back."""

    key: ResultId
    name: str
    value: str
    reasons: tuple[Named, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    """The form filled with the result; empty where it is taken back."""


class LabsView(Protocol):
    """What the panel can show."""

    def show_form(self, choices: FormChoices, *, may: bool, configured: bool) -> None:
        """Offer the head of the form, or say why nothing can be entered."""

    def show_lines(self, lines: Sequence[AnalyteLine], *, csf: bool) -> None:
        """Show the lines of the panel chosen; what is typed in a line stays."""

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill the form, such as with a draft."""

    def show_told(self, told: Mapping[str, LineTold]) -> None:
        """Show beside each line how its value stands."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the whole."""

    def show_table(self, table: ResultTable, panels: Sequence[Named]) -> None:
        """Show the results of the chart."""

    def show_detail(self, detail: ResultDetail | None, *, may: bool) -> None:
        """Show one result whole."""

    def show_putting_right(self, what: PuttingRight | None) -> None:
        """Let the form put a result right, or take it back; None: enter new ones again."""

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""

    def show_not_kept(self, sentence: str) -> None:
        """Say that the form could not be kept."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the lines."""
