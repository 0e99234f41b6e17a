"""The register of laboratories, with a synthetic laboratory and example ranges."""

import datetime as dt
from decimal import Decimal

from PySide6.QtWidgets import QPushButton, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.laboratories import Laboratory, ReferenceRange
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Sex
from ltm_desktop.ui.panels.site.laboratories import offered_analytes
from ltm_desktop.ui.panels.site.laboratories_told import listed_laboratory, listed_ranges
from ltm_desktop.ui.panels.site.laboratories_view import LaboratoriesView
from tests.cases.clinical import example
from tests.gallery.frame import Entry

_NOW = dt.datetime(2026, 3, 2, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_OLD, _NEW, _LATER = dt.date(2025, 7, 1), dt.date(2026, 1, 1), dt.date(2026, 4, 1)
TYPED = {
    "analyte": "csf_protein",
    "specimen": "csf_lumbar",
    "low": "15",
    "high": "45",
    "unit": "mg/dL",
    "since": "2026-01-01",
    "document": "Reference ranges 2026, page 3 (synthetic)",
}


def _range(analyte: str, low: str, high: str, unit: Unit, sex: Sex | None = None) -> ReferenceRange:
    least, most = (Quantity(Decimal(one), unit) if one else None for one in (low, high))
    return ReferenceRange(analyte, least, most, sex=sex)


def _laboratories() -> list[Laboratory]:
    csf = ReferenceRange(
        "csf_protein",
        Quantity(Decimal("0.15"), Unit.G_PER_L),
        Quantity(Decimal("0.45"), Unit.G_PER_L),
        Specimen.CSF_LUMBAR,
        from_years=18,
    )
    ranges = (
        (_OLD, _range("platelets", "100", "300", Unit.PER_NL)),
        (_NEW, _range("platelets", "125", "350", Unit.PER_NL)),
        (_NEW, _range("haemoglobin", "115", "150", Unit.G_PER_L, Sex.FEMALE)),
        (_NEW, _range("haemoglobin", "130", "175", Unit.G_PER_L, Sex.MALE)),
        (_LATER, _range("neutrophils", "1.8", "", Unit.PER_NL)),
        (_NEW, csf),
    )
    return [
        Laboratory("EX", "Example laboratory (synthetic)", "blood and CSF", ranges),
        Laboratory("REF", "Example reference laboratory 演示参考检验中心 (synthetic)"),
    ]


def _register(say: Words, *, may: bool = True, known: bool = True) -> LaboratoriesView:
    active, today = example(), _NOW.date()
    view = LaboratoriesView(say, lambda: _NOW, may=may)
    view.show_form(offered_analytes(active, say), TYPED if known and may else {})
    laboratories = _laboratories() if known else []
    view.show_register(
        [listed_laboratory(one, today, say) for one in laboratories],
        {one.code: listed_ranges(one, active, today, say) for one in laboratories},
    )
    return view


def _refused(say: Words) -> QWidget:
    view = _register(say)
    view.show_alerts([stop("labs.range_order", low="45 mg/dL", high="15 mg/dL")])
    return view


def _empty(say: Words) -> QWidget:
    view = _register(say, known=False)
    button = view.findChild(QPushButton, "site.laboratory.do.laboratory")
    assert button is not None
    button.click()
    return view


ENTRIES = [
    Entry("site-laboratories", _register, (1234,), 560),
    Entry("site-laboratories-refused", _refused, (1234,), 640),
    Entry("site-laboratories-empty", _empty, (1234,), 560),
    Entry("site-laboratories-read", lambda say: _register(say, may=False), (1234,), 560),
]
