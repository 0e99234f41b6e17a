"""The inbox and a record being read, with synthetic people."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.ui.panels.signoff.inbox import InboxLine, age_words
from ltm_desktop.ui.panels.signoff.queries import QueryLine
from ltm_desktop.ui.panels.signoff.shown import Opened, ToSign
from ltm_desktop.ui.panels.signoff.view import SignoffView
from tests.gallery.frame import Entry


def line(say: Words, record: str, days: int, tone: str, *flags: Flag) -> InboxLine:
    """Return one example line."""
    return InboxLine(
        record=record,
        patient="pat-1",
        name="DEMO, Alpha",
        other_name="演示 阿",
        born=say("born {date}", date="1961-03-12"),
        subject="S01-014",
        what=say("dose {n} of {total}", n=3, total=8),
        amount=say("DOSE {amount}", amount="10 mg"),
        when="2026-03-02 09:05",
        age=age_words(days, say),
        tone=tone,
        waits_for=say("a physician's approval"),
        mine=True,
        flags=flags,
    )


def query(say: Words) -> QueryLine:
    """Return one example query."""
    return QueryLine(
        query="qry-1",
        patient="pat-1",
        record="adm-2",
        name="DEMO, Alpha",
        subject="S01-014",
        what=say("dose {n} of {total}", n=3, total=8),
        question="EX-1?",
        asked=say("{person} ({role})", person="Demo", role=say.term(Role.PHYSICIAN)),
        waits_for=say("{person}, to answer", person="Demo"),
        age=age_words(1, say),
        mine=True,
    )


def _list(say: Words) -> QWidget:
    view = SignoffView(say, "physician.p")
    lines = [
        line(say, "adm-1", 9, "stop", Flag.PARTIAL, Flag.LATE, Flag.INCIDENT),
        line(say, "adm-2", 4, "caution", Flag.REDUCED),
        line(say, "adm-3", 0, ""),
    ]
    view.show_list(lines, [query(say)], "", 2)
    return view


def _reading(say: Words) -> QWidget:
    view = SignoffView(say, "physician.p")
    signed = (say("{meaning}: {person}", meaning=Meaning.CHECKED, person="Demo"),)
    opened = Opened(
        replace(line(say, "adm-1", 9, "stop", Flag.PARTIAL), due=_late(say), late=True),
        "1\n" * 80,
        signed,
        True,
        Meaning.APPROVED,
        "",
        since=("2026-03-02 10:05 " + say("Laboratory results") + " (Demo)",) * 3,
        added=2,
    )
    view.show_record(opened)
    view.show_alerts([stop("signoff.check_first", person="nurse.b")])
    return view


def _late(say: Words) -> str:
    return say("{days} after the signed limit", days=say.many("{count} day", "{count} days", 2))


def _to_sign(say: Words) -> QWidget:
    view = SignoffView(say, "physician.p")
    lines = (
        line(say, "adm-1", 9, "stop", Flag.PARTIAL, Flag.LATE),
        line(say, "adm-2", 4, "caution", Flag.REDUCED),
    )
    view.show_to_sign(ToSign(lines, (Meaning.APPROVED, Meaning.APPROVED)))
    view.show_progress(1, 2)
    return view


def _nothing(say: Words) -> QWidget:
    view = SignoffView(say, "nurse.a")
    view.show_list([], [], "", 0)
    return view


ENTRIES = [
    Entry("signoff", _list, (1282, 1836), 500),
    Entry("signoff-reading", _reading, (1282,), 700),
    Entry("signoff-to-sign", _to_sign, (1282,), 560),
    Entry("signoff-nothing", _nothing, (1282,), 300),
]
