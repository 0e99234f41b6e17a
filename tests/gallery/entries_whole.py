"""Whether the record is whole: asked for the first time, being read, whole, and not whole."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.verdicts import freshness, problem_text
from ltm_desktop.app.whole import Answer, KeptHead
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.witnessing import HeadPlace
from ltm_desktop.ui.panels.whole.view import WholeView
from tests.gallery.frame import Entry

DIGITS = "9c93 dae3 d72a 7f96"


def _kept(say: Words) -> list[KeptHead]:
    places = (HeadPlace.SPONSOR, HeadPlace.SITE_FILE)
    return [
        KeptHead(str(n), DIGITS, say.begin(say.term(place)), "3", "Demo Bai", "2026-03-02 09:05")
        for n, place in zip((1204, 31), places, strict=True)
    ]


def _first(say: Words) -> QWidget:
    view = WholeView(say)
    view.show_register((), freshness(0, 262, say))
    return view


def _reading(say: Words) -> QWidget:
    view = WholeView(say)
    words = say("Entry {done} of {total} is checked…", done=620, total=1310)
    view.show_checking(words, 620, 1310)
    view.show_register(_kept(say) * 5, freshness(1204, 1310, say))
    return view


def _whole(say: Words) -> QWidget:
    view = WholeView(say)
    valid = say("No entry is missing, changed or out of order, and every signature is valid.")
    view.show_record(
        Answer("ok", say("This record is whole."), (valid, freshness(1204, 1310, say)))
    )
    view.show_scanned(f"1204 {DIGITS}")
    count = say.many("The first {count} digit agrees.", "The first {count} digits agree.", 16)
    view.show_paper(Answer("ok", say("This paper's head stands in this record."), (count,)))
    view.show_register(_kept(say), freshness(1204, 1310, say))
    return view


def _not_whole(say: Words) -> QWidget:
    view = WholeView(say)
    steps = (
        say("Write nothing more in this record, on any workstation. Use the paper form."),
        say("Keep the folder of the site as it is: change, move and delete nothing in it."),
    )
    bad = problem_text("ledger.witness_differs", 44, say, "31")
    view.show_record(Answer("stop", say("This record is NOT whole."), (bad,), steps))
    view.show_head(f"1204 {DIGITS}")
    view.show_preview("1\n2\n3")
    view.show_alerts((stop("people.wrong_secret"),))
    view.show_register(_kept(say), freshness(1204, 1310, say))
    return view


ENTRIES = [
    Entry("whole-first", _first, (1282,), 680),
    Entry("whole-reading", _reading, (1282,), 680),
    Entry("whole", _whole, (1282, 1836), 680),
    Entry("whole-not", _not_whole, (1282,), 900),
]
