"""A laboratory's file beside the chart: rows that stand in every way, and the empty page."""

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.imported_labs import ImportedLabs, ImportedOwner, ImportedResult, LabFile
from ltm_desktop.app.lab_import import LabsNow, LineState, lay_beside
from ltm_desktop.app.lab_import_told import (
    as_kept,
    as_written,
    line_name,
    line_standing,
    other_results,
)
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.labs.from_file import FileRow, FromFileShown
from ltm_desktop.ui.panels.labs.from_file_view import FromFilePage
from tests.builders import NURSE, labs
from tests.gallery.frame import Entry
from tests.stories import planned

_OWNER = ImportedOwner(("EX1-001",), (), date(1961, 3, 2))


def _row(
    name: str, value: str, unit: str, at: datetime | None, specimen: str, *limits: str
) -> ImportedResult:
    low, high = limits or ("", "")
    return ImportedResult(1, name, (), value, unit, low, high, at, specimen=specimen)


def _view(say: Words) -> QWidget:
    story = planned().does(labs(platelets="98"))
    assert story.protocol is not None
    drawn = story.chart.labs.results[-1].sampled_at
    later = drawn + timedelta(hours=2)
    rows = (
        _row("PLT", "48", "10*9/L", later, "blood", "125", "350"),
        _row("NEUT#", "0.9", "10^9/L", later, "全血", "1.8", "6.3"),
        _row("CREA", "1.04", "mg/dL", later, "serum"),
        _row("Protein", "62", "mg/dL", later, "CSF"),
        _row("PLT", "89", "10*9/L", drawn, "blood"),
        _row("Quantiferon", "1", "IU/mL", later, "blood"),
        _row("CEA", "< 0.5", "ng/mL", None, "serum"),
    )
    page = FromFilePage(say)
    now = LabsNow(story.chart.patient_id, story.chart, story.protocol, story.act(NURSE))
    laid = lay_beside(LabFile("results.csv", (ImportedLabs(_OWNER, rows),)), now, {})
    told = tuple(
        FileRow(
            place=at,
            name=line_name(line, say, story.protocol),
            filed=as_written(line.found, say),
            kept=as_kept(line, say, story.protocol),
            sampled=say.moment(line.found.sampled_at) if line.found.sampled_at else "",
            standing=line_standing(line, say),
            ticked=line.state is LineState.NEW,
            can_tick=line.state is LineState.NEW,
        )
        for at, line in enumerate(laid.lines)
    )
    ticked = sum(one.ticked for one in told)
    others = other_results(2, say)
    page.show_page(FromFileShown("results.csv", told, others, ("csf",), ticked))
    return page


ENTRIES = [
    Entry("labs-from-file", _view, (1234,), 560),
    Entry("labs-from-file-empty", FromFilePage, (1234,), 560),
]
