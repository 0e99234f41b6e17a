"""The rows of an import, side by side: what the log has, what the file has, whether they agree.

Alike for plans and treatment records; judges one row at a time and concludes nothing.
"""

from enum import StrEnum

from ltm_desktop.app.imported import ImportedPatient
from ltm_desktop.app.imported_identity import is_called
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.values import dataclass

LINKED = "clinical practice section 4.1: the log is reconciled with the machine's own system"


class Compared(StrEnum):
    """What of a file is held against the log."""

    NAME = "name"
    FRACTION = "fraction"
    DATE = "date"
    OUTCOME = "outcome"
    DOSE = "dose"
    MONITOR_UNITS = "monitor_units"
    MACHINE = "machine"
    TERMINATION = "termination"
    TOTAL = "total"
    PER_FRACTION = "per_fraction"
    FRACTIONS = "fractions"
    ENERGY = "energy"
    TECHNIQUE = "technique"


_LINK_SAYS = (
    Compared.FRACTION,
    Compared.DATE,
    Compared.OUTCOME,
    Compared.DOSE,
    Compared.MONITOR_UNITS,
    Compared.MACHINE,
)
"""What a link between a session and its record keeps when it differs."""


class Agreement(StrEnum):
    """How one row of the file stands to the log."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_IN_FILE = "not_in_file"
    NOT_IN_LOG = "not_in_log"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison, side by side."""

    field: Compared
    part: str
    """The volume or beam it is about; empty for the whole session."""
    logged: object
    """As the log has it; None where it has nothing."""
    filed: object
    """As the file has it; None where it has nothing."""
    agreement: Agreement


def row(
    field: Compared, logged: object, filed: object, *, part: str = "", same: bool | None = None
) -> Row:
    """Return one row; equal values agree unless the caller knows better."""
    if filed is None:
        return Row(field, part, logged, filed, Agreement.NOT_IN_FILE)
    if logged is None:
        return Row(field, part, logged, filed, Agreement.NOT_IN_LOG)
    agrees = logged == filed if same is None else same
    return Row(field, part, logged, filed, Agreement.SAME if agrees else Agreement.DIFFERS)


def is_different(one: Row) -> bool:
    """Tell whether a row stands against log and file being the same.

    A dose that only one of them tells is a difference: nobody compared it.
    """
    if one.field is not Compared.DOSE or one.agreement is Agreement.SAME:
        return one.agreement is Agreement.DIFFERS
    only = one.filed if one.logged is None else one.logged
    return isinstance(only, Quantity) and only.value > 0


def differences(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Return the codes of differing rows that a link keeps, each once."""
    found = {one.field for one in rows if is_different(one)}
    return tuple(one.value for one in _LINK_SAYS if one in found)


def is_dose_compared(rows: tuple[Row, ...]) -> bool:
    """Tell whether any dose stands on both sides."""
    both = (Agreement.SAME, Agreement.DIFFERS)
    return any(one.field is Compared.DOSE and one.agreement in both for one in rows)


def name_row(told: ImportedPatient, chart: Chart) -> Row:
    """Return the row of the patient's name, loosely compared."""
    name = chart.patient.identity.name if chart.patient else None
    filed = " = ".join(one.replace("^", " ") for one in told.names) or None
    same = name is not None and is_called(told.names, name)
    return row(Compared.NAME, name, filed, same=same)
