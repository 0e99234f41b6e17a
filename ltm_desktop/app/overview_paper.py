"""The site's numbers on paper: the sheets of the window with their curves, an unsigned copy.

Patients behind a number stand in the table files; a page names none.
"""

from collections.abc import Sequence
from pathlib import Path

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.overview_counting import Overview
from ltm_desktop.app.overview_sheets import Sheet as NumbersSheet
from ltm_desktop.app.overview_told import arm_heads
from ltm_desktop.app.paper import AmountLine, Field, Section, Sheet
from ltm_desktop.app.paper_tables import PaperTable
from ltm_desktop.app.saved_files import write_whole
from ltm_desktop.app.sheets import kind_banner, site_line
from ltm_desktop.app.survival_plot import SurvivalPlot, plot_of
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyOf, CopyWay

_NAMES = 0.4
"""How much of the page's width the names of the lines have."""


def save_paper(told: Overview, desk: Desk, say: Words, path: Path) -> bool:
    """Write a PDF and keep that it left the record; False without the door. Raises Unavailable."""
    if desk.press is None:
        return False
    pdf = desk.press().draw(overview_sheet(told, desk, say))
    write_whole({path: (pdf,)})
    desk.access.copied(CopyWay.SAVED, CopyOf.DATA, pdf)
    return True


def overview_sheet(told: Overview, desk: Desk, say: Words) -> Sheet:
    """Return the pages of the numbers."""
    site, heads = desk.site(), arm_heads(told.found, told.active, say)
    plots = {
        f"survival.{one.endpoint.code}": plot_of(one, heads, say) for one in told.found.survival
    }
    return Sheet(
        title=say("Site overview, unsigned copy printed {moment}", moment=desk.clock.now()),
        site_line=site_line(site, told.active),
        patient=(),
        amount_line=AmountLine("", "", ""),
        sections=(_about(told, desk, say),),
        signatures=(),
        record_id="",
        body_digest="",
        head_seq=told.head.seq,
        head_hash=told.head.hash,
        tables=tuple(_table(one, plots.get(one.key)) for one in told.sheets),
        kind_banner=kind_banner(site, (say,)),
        language=say.language,
    )


def _about(told: Overview, desk: Desk, say: Words) -> Section:
    known = desk.site().people.get(desk.session.person)
    who = f"{person_name(known.name)} ({known.person})" if known else desk.session.person
    fields = (
        Field(say("Counted"), say.zone_moment(told.at), emphasis=True),
        Field(say("Patients"), say.number(told.patients)),
        Field(say("Made by"), who),
        Field(say("Ledger head"), told.head.to_line()),
    )
    return Section(say("What this copy holds"), fields)


def _table(sheet: NumbersSheet, plot: SurvivalPlot | None) -> PaperTable:
    drawn = plot if plot is not None and not plot.empty else None
    heads = ("", *(one.words for one in sheet.heads)) if sheet.lines else ()
    rows = tuple((line.name, *(cell.text for cell in line.cells)) for line in sheet.lines)
    return PaperTable(sheet.title, heads, _shares(heads), rows, "\n".join(sheet.notes), drawn)


def _shares(heads: Sequence[str]) -> tuple[float, ...]:
    others = max(1, len(heads) - 1)
    return (_NAMES, *((1 - _NAMES) / others,) * others)
