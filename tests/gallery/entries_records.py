"""Issued papers of a site, and the entries of one patient."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.trail.rows import Change
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.record.presenter import EntryLine, Gaps
from ltm_desktop.ui.panels.record.view import RecordView
from ltm_desktop.ui.panels.records.presenter import PaperLine
from ltm_desktop.ui.panels.records.view import RecordsView
from tests.gallery.frame import Entry


def _papers(say: Words) -> QWidget:
    view = RecordsView(say)
    lines = [
        PaperLine(
            sha256=str(number),
            name="DEMO, Alpha",
            other_name="演示 阿",
            born=say("born {date}", date="1961-03-12"),
            subject="S01-014",
            what=say("dose {n} of {total}", n=number, total=8),
            kind=say.term(RecordKind.DOSE),
            version=say("version {n} of {total}", n=number, total=3),
            issued="2026-03-02 09:05",
            newest=number == 3,
        )
        for number in (3, 2, 1)
    ]
    foot = say("{shown} of {total} papers shown.", shown=3, total=9)
    view.show_papers(lines, foot, filtered=True)
    view.table.selectRow(0)
    view.show_notice(say("No program on this computer opens PDF files."), "", "caution")
    return view


def _no_papers(say: Words) -> QWidget:
    view = RecordsView(say)
    view.show_nothing(say("No paper is issued yet."), "", filtered=False)
    return view


def _entries(say: Words) -> QWidget:
    view = RecordView(say, forms=True)
    signed = (say("{meaning}: {person}", meaning=Meaning.CHECKED, person="Demo Bai"),)
    what = say("Record of an intrathecal dose")
    dose = say("dose {n} of {total}", n=3, total=8)
    lines = [
        EntryLine(n, "2026-03-02 09:05", "Demo Ann", signed, what, dose, n > 1) for n in (2, 1)
    ]
    view.show_entries(lines, "")
    view.show_gaps(Gaps((say("consent"), say("arm")), may_withdraw=True, may_die=True))
    view.table.selectRow(0)
    view.show_changes("2026-03-02 09:05 · Demo Ann", (Change("1", "2", "3"),))
    view.show_text("1\n2\n3", say("Entry {seq}, as it was signed", seq="2"))
    return view


ENTRIES = [
    Entry("records", _papers, (1282, 1836), 560),
    Entry("records-nothing", _no_papers, (1282,), 320),
    Entry("record", _entries, (1250, 1800), 560),
]
