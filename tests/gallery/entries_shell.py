"""The frame of the window: top bar and rail."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.time_doubt import ClockDoubted, DoubtCause
from ltm_desktop.ui.pages import PAGES
from ltm_desktop.ui.rail import Rail
from ltm_desktop.ui.time_strip import TimeStrip
from ltm_desktop.ui.topbar import Standing, TopBar
from ltm_desktop.ui.widgets.new_secret import NewSecret
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.workplace import shared_steps
from tests.gallery.frame import Entry

_NOW = dt.datetime(2026, 3, 2, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def _top_bar(say: Words) -> QWidget:
    bar = TopBar(
        say,
        Standing(
            site="D01",
            rules=say("{study} - version {version}", study="NCT05305885", version="1.0"),
            person="Qing Demo 演示青",
            role=say.term(Role.INVESTIGATOR),
            mark=say("DEMONSTRATION"),
        ),
    )
    bar.show_time(_NOW)
    entries = say.many("{count} entry", "{count} entries", 4812)
    bar.show_ledger(say("Ledger whole - {entries}", entries=entries), "ok")
    return bar


def _another_record(say: Words) -> QWidget:
    """The top bar and the notice where a person's own key says that this is another record."""
    both = QWidget()
    rows = QVBoxLayout(both)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    bar = _top_bar(say)
    assert isinstance(bar, TopBar)
    bar.show_ledger(say("Not the record you saw last: nothing is written, call help"), "stop")
    rows.addWidget(bar)
    found = [
        Alert("ledger.own_key_differs", Severity.STOP, {"seq": 12}),
        Alert("ledger.own_head_differs", Severity.STOP, {"seq": 4812}),
    ]
    rows.addWidget(Notice(say, say.together(*shared_steps(found, say)), tone="stop"))
    return both


def _rail(say: Words) -> QWidget:
    rail = Rail(say, PAGES)
    rail.show_current(PAGES[0].key)
    rail.show_count(PAGES[-1].key, 5)
    rail.show_count("signoff", 128)
    rail.allow("chart", allowed=False)
    return rail


def _new_secret(say: Words) -> QWidget:
    field = NewSecret(say, say("Secret"), topic="shell")
    field.first.setText("x" * 9)
    field.first.textEdited.emit("x" * 9)
    return field


@dataclass
class _Watch:
    """A clock in doubt that nobody confirms."""

    doubt: ClockDoubted

    def reach(self) -> dt.datetime:
        return max(self.doubt.expected, self.doubt.at)

    def look(self) -> bool:
        return True

    def confirm(self, at: dt.datetime, shown: str, language: str) -> None: ...


def _time_strip(cause: DoubtCause, say: Words) -> QWidget:
    apart = dt.timedelta(hours=-2 if cause is DoubtCause.FORWARD else 2)
    strip = TimeStrip(say, _Watch(ClockDoubted(cause, _NOW + apart, _NOW, "+01:00")), lambda: _NOW)
    strip.look()
    return strip


ENTRIES = [
    *(
        Entry(f"shell-time-{cause.value}", partial(_time_strip, cause), (1366, 1180), 90)
        for cause in DoubtCause
    ),
    Entry("shell-topbar", _top_bar, (1366, 1180)),
    Entry("shell-another-record", _another_record, (1366, 1180), 150),
    Entry("shell-rail", _rail, (84,), 640),
    Entry("shell-new-secret", _new_secret, (440,)),
]
