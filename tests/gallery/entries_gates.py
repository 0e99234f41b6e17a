"""Gates and what passes them: laboratory results, approved products, a physician's override."""

from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget

from ltm_desktop.app.wording.telling.voice import drug_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.analytes import CSF, of_panel
from ltm_desktop.domain.labs import Standing
from ltm_desktop.domain.overrides import judge
from ltm_desktop.ui.panels.dosing.form_override import OverridePart
from ltm_desktop.ui.panels.dosing.overriding import Overridable, overridable
from ltm_desktop.ui.panels.labs.lines import analyte_line
from ltm_desktop.ui.panels.labs.shown import FormChoices, LineTold, PanelChoice
from ltm_desktop.ui.panels.labs.table import results_table
from ltm_desktop.ui.panels.labs.view import LabsView
from ltm_desktop.ui.panels.site.products import ListedProduct
from ltm_desktop.ui.panels.site.products_view import ProductsView
from tests.builders import GTIN, item, labs
from tests.cases.clinical import example
from tests.cases.hard_rules import FIRST, bedside
from tests.gallery.frame import Entry
from tests.stories import planned


def _labs(say: Words) -> QWidget:
    active = example()
    trial = active.protocol
    view = LabsView(say, lambda: planned().now)
    panels = [PanelChoice(one.code, say.label(one.label), one.csf) for one in trial.panels.values()]
    places = tuple((one.value, say.begin(say.term(one))) for one in CSF)
    choices = FormChoices(tuple(panels), (("EX", "Example laboratory (synthetic)"),), places, ())
    view.show_form(choices, may=True, configured=True)
    chart = planned().with_labs().chart
    counts = of_panel(trial.analytes.values(), "blood_counts")
    now = planned().now
    view.show_lines([analyte_line(one, (), chart, now, say) for one in counts], csf=False)
    slip = stop("labs.unit_slip", value="98000 ×10⁹/L", other="98000 /mm³")
    view.show_told({"platelets": LineTold(Standing.HIGH, "125", "350", (slip,), (slip.code,))})
    table = results_table(chart.labs, active, say, now.tzinfo, "")
    view.show_table(table, [(one.code, one.name) for one in panels])
    return view


def _products(say: Words) -> QWidget:
    drug = drug_name("pemetrexed", say, example())
    name = "pemetrexed 100 mg (demo product)"
    view = ProductsView(say, may=True)
    listed = ListedProduct(GTIN, name, drug, "100", "Chen Demo 演示晨", "synthetic")
    view.show_products([listed], [("pemetrexed", drug)])
    view.show_alerts([stop("products.not_a_gtin", gtin="04012345678902")])
    return view


def _override(say: Words) -> QWidget:
    story = planned().at(FIRST).prepared("IND-1").does(labs("2026-03-02 09:00", platelets="42"))
    known = bedside(story)
    found = overridable(known, item("IND-1"), say, {})
    alerts = judge(known, item("IND-1"), ()).standing
    part = OverridePart(say)
    part.show_rules(item("IND-1"), Overridable(found.rules, found.physicians[:1], found.reasons))
    part.show_alerts(alerts)
    part.open()
    part.findChildren(QRadioButton)[4].click()
    next(one for one in part.findChildren(QPushButton) if one.property("choice")).click()
    return part


ENTRIES = [
    Entry("labs", _labs, (1234,), 600),
    Entry("products", _products, (1234,), 700),
    Entry("override", _override, (276,)),
]
