"""The handover of a shift: full, being signed, nothing to hand over, and the earlier ones."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.handover import Done
from ltm_desktop.app.wording.statements import statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.handover import HandoverGroup, HandoverLine, HandoverTaken
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ui.panels.handover.earlier import EarlierView
from ltm_desktop.ui.panels.handover.presenter import NOTE, HandoverShown, LineRow
from ltm_desktop.ui.panels.handover.view import HandoverView
from ltm_desktop.ui.signing_steps import Asked
from tests.builders import NURSE, SECOND, at, site
from tests.gallery.frame import Entry

NAMES = ("YANSHI, Jia 演示甲", "DEMO, Alpha", "VERYLONGFAMILYNAME-OFTHEDEMO, Maximiliana 演示丙")


def _lines(say: Words) -> tuple[HandoverLine, ...]:
    found = []
    for place, group in enumerate(HandoverGroup):
        born = say("born {date}", date=at("1961-03-02 09:00").date())
        who = f"{NAMES[place % 3]} · {born} · EX1-00{place}"
        what = say("dose {n} of {total}", n=place + 1, total=8)
        day = at("2026-03-05 09:00").date()
        more = " · ".join((say("planned {day}", day=day), say("held until {day}", day=day)))
        found.append(HandoverLine(group, "pat-1", "IND-1", who, what, more))
    return tuple(found)


def _rows(say: Words) -> tuple[LineRow, ...]:
    return tuple(
        LineRow(str(place), say.term(one.group), one.who, one.what, one.more)
        for place, one in enumerate(_lines(say))
    )


def _told(say: Words, number: int = 7) -> HandoverTaken:
    return HandoverTaken(
        number, NURSE, SECOND, at("2026-03-02 19:00"), say.language, _lines(say), "bed 4"
    )


def _text(say: Words) -> str:
    told = statement((_told(say),), patient=None, site=site(), active=None, say=say, zone=None)
    return told.text


def _full(say: Words) -> QWidget:
    view = HandoverView(say)
    takers = (("s.example", "Demo Bai 演示白"),)
    rows = _rows(say)
    summary = say.many("{count} line", "{count} lines", len(rows))
    view.show_handover(HandoverShown(rows, summary, takers, allowed=True))
    view.show_typed({NOTE: "bed 4 (synthetic)"})
    view.show_alerts((stop("handover.to_oneself"),))
    return view


def _signing(say: Words) -> QWidget:
    view = _full(say)
    assert isinstance(view, HandoverView)
    view.show_statement(_text(say), (Asked("s.example", "Demo Bai", say.term("meaning.reviewed")),))
    return view


def _empty(say: Words) -> QWidget:
    view = HandoverView(say)
    view.show_handover(HandoverShown((), "", (), allowed=True))
    return view


def _nobody(say: Words) -> QWidget:
    view = HandoverView(say)
    view.show_handover(HandoverShown((), "", (), allowed=False))
    return view


def _earlier(say: Words) -> QWidget:
    view = EarlierView(say, lambda _: _text(say))
    head = Head("EX1-A", 41, "ab" * 32)
    done = [Done(_told(say, n), 40 + n, at("2026-03-02 19:00"), head, "ab") for n in (7, 6, 5)]
    view.show_handovers(done, lambda who: f"Demo {who}")
    return view


def _none(say: Words) -> QWidget:
    view = EarlierView(say, lambda _: "")
    view.show_handovers((), str)
    return view


ENTRIES = [
    Entry("handover", _full, (1282, 1836), 660),
    Entry("handover-signing", _signing, (1282,), 660),
    Entry("handover-empty", _empty, (1282,), 420),
    Entry("handover-nobody", _nobody, (1282,), 300),
    Entry("handovers", _earlier, (1282,), 660),
    Entry("handovers-none", _none, (1282,), 300),
]
