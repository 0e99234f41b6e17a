"""How one typed line reads and stands: as a result, against its range, and what is asked of it."""

from dataclasses import dataclass
from datetime import datetime

from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.analytes import Analyte, AnalyteKind, Specimen
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.lab_decisions import ASKED, Bench, check_result
from ltm_desktop.domain.laboratories import ReferenceRange
from ltm_desktop.domain.labs import AnyResult, LabResult, RangeFrom, standing_of, whole_years
from ltm_desktop.ui.panels.labs.shown import LineTold
from ltm_desktop.ui.panels.labs.typed import (
    LABORATORY,
    TypedLabs,
    limits_in,
    read_line,
    unit_of,
)

_UNREADABLE = "quantities."
"""Codes of a text that is no number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads lines before what is known of the patient."""

    bench: Bench

    def of(
        self, analyte: Analyte, typed: TypedLabs, specimen: Specimen, at: datetime
    ) -> tuple[AnyResult | None, tuple[Alert, ...]]:
        """Return the result of a filled line, and what stands against it."""
        known = self._range(analyte, typed, specimen, at)
        try:
            result = read_line(analyte, typed, specimen=specimen, sampled_at=at, known=known)
        except Refused as refused:
            return None, refused.alerts
        return result, tuple(check_result(result, self.bench))

    def told(
        self, analyte: Analyte, typed: TypedLabs, specimen: Specimen, at: datetime, *, loud: bool
    ) -> LineTold:
        """Return what stands beside a line; only a loud one says what is wrong with it."""
        known = self._range(analyte, typed, specimen, at)
        low, high = ("", "")
        if known is not None and analyte.unit is not None:
            low, high = limits_in(known, unit_of(analyte, typed)[1])
        if not typed.is_filled(analyte.code):
            return LineTold(None, low, high)
        result, alerts = self.of(analyte, typed, specimen, at)
        unreadable = result is None and all(one.code.startswith(_UNREADABLE) for one in alerts)
        standing = standing_of(result) if isinstance(result, LabResult) else None
        asked = tuple(one.code for one in alerts if one.code in ASKED)
        remarked = (*alerts, *self._differs(result, known)) if loud or asked else ()
        return LineTold(
            standing,
            low,
            high,
            remarked,
            asked,
            unreadable=unreadable and loud and analyte.kind is AnalyteKind.NUMBER,
        )

    def _range(
        self, analyte: Analyte, typed: TypedLabs, specimen: Specimen, at: datetime
    ) -> ReferenceRange | None:
        laboratory = self.bench.laboratories.get(typed.head(LABORATORY))
        if laboratory is None:
            return None
        identity, on = self.bench.patient.identity, self.bench.act.day_of(at)
        years = whole_years(identity.born, on)
        return laboratory.range_for(analyte.code, specimen, on, identity.sex, years)

    def _differs(self, result: AnyResult | None, known: ReferenceRange | None) -> tuple[Alert, ...]:
        """Return a note where the report prints another range than the register has."""
        if not isinstance(result, LabResult) or known is None:
            return ()
        same = (result.low, result.high) == (known.low, known.high)
        if same or result.range_from is RangeFrom.REGISTER:
            return ()
        printed = tuple(one for one in (result.low, result.high) if one is not None)
        register = tuple(one for one in (known.low, known.high) if one is not None)
        return (note("labs.range_differs", "", printed=printed, register=register),)
