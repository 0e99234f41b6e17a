"""The review of a record: nobody looked yet, queried, compared and locked; synthetic people."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.review import QueryState
from ltm_desktop.ui.panels.review.presenter import ROLE, Asking, ReviewAct, Shown
from ltm_desktop.ui.panels.review.view import ReviewView
from ltm_desktop.ui.panels.review.words import Mark, Thread
from tests.gallery.frame import Entry


def _thread(say: Words, state: QueryState, tone: str) -> Thread:
    asked = say(
        "{asker} ({role}) to {asked}, {moment}",
        asker="Demo",
        role="Demo",
        asked="Demo 演示",
        moment="2026-03-02 09:05",
    )
    return Thread("LOT-EX-1? (synthetic)", asked, (), Mark(say.term(state), tone))


def _shown(say: Words, *acts: ReviewAct) -> Shown:
    marks = (
        Mark(say("Not compared with the source yet."), "neutral"),
        Mark(
            say("Verified version {old}; the record is now version {new}.", old=1, new=2), "caution"
        ),
        Mark(say("Locked by {person}, {moment}", person="Demo", moment="2026-03-02 09:05"), "stop"),
    )
    threads = (
        _thread(say, QueryState.OPEN, "caution"),
        _thread(say, QueryState.CLOSED, "neutral"),
    )
    return Shown("DEMO, Alpha · S01-014", "1\n" * 60, marks, threads, acts)


def _asking(say: Words) -> QWidget:
    view = ReviewView(say, "monitor.m")
    view.show_review(_shown(say, ReviewAct.ASK, ReviewAct.VERIFY))
    to = (
        ("nurse.a", "Ann Demo 演示安"),
        (f"{ROLE}physician", say.begin(say.term("role.physician"))),
    )
    view.show_form(Asking(ReviewAct.ASK, to=to))
    view.show_alerts([stop("review.text_missing")])
    return view


def _comparing(say: Words) -> QWidget:
    view = ReviewView(say, "monitor.m")
    view.show_review(_shown(say, ReviewAct.ASK, ReviewAct.VERIFY, ReviewAct.LOCK))
    view.show_form(Asking(ReviewAct.VERIFY))
    return view


def _answering(say: Words) -> QWidget:
    view = ReviewView(say, "nurse.a")
    view.show_review(_shown(say, ReviewAct.ANSWER, ReviewAct.ASK))
    view.show_form(Asking(ReviewAct.ANSWER, about="LOT-EX-1? (synthetic)"))
    return view


ENTRIES = [
    Entry("review-asking", _asking, (1282,), 690),
    Entry("review-comparing", _comparing, (1282,), 690),
    Entry("review-answering", _answering, (1282, 1836), 690),
]
