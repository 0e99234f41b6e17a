"""What the top bar says of the ledger: from which day, how many newer ones, and what differs."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.vouching import Vouching
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import LockCause
from ltm_desktop.ledger.vouched import Extent
from ltm_desktop.ui import ledger_watch
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.ledger_watch import LedgerWatch
from tests.clocks import SettableClock

LATER = 3_600_000
Watching = Callable[..., LedgerWatch]


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))


@pytest.fixture
def vouching(demo_desk: Desk, clock: SettableClock) -> Vouching:
    return Vouching(demo_desk.vouched, clock, lambda: demo_desk.session)


@pytest.fixture
def watching(demo_desk: Desk, vouching: Vouching, qtbot: QtBot) -> Iterator[Watching]:
    """Make watches over a store that look further after so many milliseconds."""
    parent = QObject()

    def made(quiet_after: int = LATER, store: Any = demo_desk.store) -> LedgerWatch:
        return LedgerWatch(
            store, parent, own=demo_desk.own_word, vouching=vouching, quiet_after=quiet_after
        )

    yield made
    for watch in parent.findChildren(LedgerWatch):
        watch.stop()
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    parent.deleteLater()


class Altered:
    """A store in which somebody who goes past every guard altered the bytes of an entry."""

    def __init__(self, store: Any, seq: int) -> None:
        self._store = store
        self._seq = seq

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def kept(self, *, after: int = 0) -> Iterator[Any]:
        """Yield every entry, one of them with another signature."""
        for kept in self._store.kept(after=after):
            if kept.sealed.seq == self._seq:
                other = type(kept.sealed)(self._seq, kept.sealed.raw, bytes(64))
                yield type(kept)(other, kept.stream, kept.hash)
            else:
                yield kept


def said(watch: LedgerWatch, qtbot: QtBot, words: str) -> tuple[str, str]:
    """Wait until a watch says something, and return all of it with its tone."""
    qtbot.waitUntil(lambda: words in watch.told(Words())[0], timeout=20_000)
    return watch.told(Words())


def vouch_and_go_on(desk: Desk, vouching: Vouching, entries: int = 4) -> Extent:
    """Let the person at the desk vouch for everything, then write some entries."""
    vouching.keep(desk.session.person, verify_site(desk.store))
    for _ in range(entries // 2):
        desk.access.leave(LockCause.KEY)()
        desk.access.unlock(DEMO_SECRET)
    word = vouching.word()
    assert word is not None
    assert desk.store.head().seq == word.extent.head.seq + entries
    return word.extent


def test_the_first_check_is_of_everything_and_is_remembered(
    watching: Watching, vouching: Vouching, qtbot: QtBot
) -> None:
    assert vouching.word() is None
    watch = watching()
    watch.start()
    assert said(watch, qtbot, "whole")[1] == "ok"
    word = vouching.word()
    assert word is not None
    assert watch.verdict is not None
    assert word.extent == watch.verdict.extent


def test_a_start_checks_what_is_new_and_claims_nothing_more(
    demo_desk: Desk, watching: Watching, vouching: Vouching, qtbot: QtBot
) -> None:
    vouch_and_go_on(demo_desk, vouching)
    watch = watching()
    watch.start()
    assert said(watch, qtbot, "checked") == ("4 new entries checked", "neutral")
    assert watch.told(Words("zh_CN"))[0] == "已核验新增 4 条"


def test_what_is_older_is_compared_a_while_later_and_the_day_is_said(
    demo_desk: Desk, watching: Watching, vouching: Vouching, qtbot: QtBot
) -> None:
    vouch_and_go_on(demo_desk, vouching)
    watch = watching(quiet_after=0)
    watch.start()
    told = "Ledger whole on 22-Nov-2026, 4 new entries checked"
    assert said(watch, qtbot, "whole") == (told, "ok")
    assert watch.told(Words("zh_CN"))[0] == "账本于2026年11月22日完整，已核验新增 4 条"


def test_on_another_day_everything_is_verified_again(
    demo_desk: Desk, watching: Watching, vouching: Vouching, clock: SettableClock, qtbot: QtBot
) -> None:
    extent = vouch_and_go_on(demo_desk, vouching)
    clock.wait(timedelta(days=1))
    watch = watching(quiet_after=0)
    watch.start()
    assert said(watch, qtbot, "Ledger whole - ")[1] == "ok"
    word = vouching.word()
    assert word is not None
    assert (word.extent.head.seq, word.at) == (extent.head.seq + 4, clock.now())


@pytest.mark.parametrize("quiet_after", [0, LATER])
def test_a_new_entry_that_was_altered_is_named_at_once(
    demo_desk: Desk, watching: Watching, vouching: Vouching, qtbot: QtBot, quiet_after: int
) -> None:
    seq = vouch_and_go_on(demo_desk, vouching).head.seq + 2
    watch = watching(quiet_after, Altered(demo_desk.store, seq))
    watch.start()
    assert said(watch, qtbot, f"damaged at entry {seq}")[1] == "stop"


def test_an_old_entry_that_was_altered_is_named_a_while_later_on_the_same_day(
    demo_desk: Desk, watching: Watching, vouching: Vouching, qtbot: QtBot
) -> None:
    vouch_and_go_on(demo_desk, vouching)
    watch = watching(0, Altered(demo_desk.store, 9))
    watch.start()
    assert said(watch, qtbot, "damaged at entry 9")[1] == "stop"


def test_a_long_ledger_is_compared_but_not_verified_anew(
    demo_desk: Desk,
    watching: Watching,
    vouching: Vouching,
    clock: SettableClock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ledger_watch, "MOST_ENTRIES", 10)
    monkeypatch.setattr(ledger_watch, "MOST_QUIETLY", 10)
    longer = watching(quiet_after=0)
    longer.start()
    said(longer, qtbot, "last check by verify")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert longer.verdict is None
    extent = vouch_and_go_on(demo_desk, vouching)
    clock.wait(timedelta(days=3))
    watch = watching(quiet_after=0)
    watch.start()
    assert said(watch, qtbot, "whole on")[0].startswith("Ledger whole on 22-Nov-2026")
    word = vouching.word()
    assert word is not None
    assert word.extent == extent


def test_a_ledger_of_middle_length_is_verified_quietly(
    watching: Watching, vouching: Vouching, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_watch, "MOST_ENTRIES", 10)
    watch = watching(quiet_after=0)
    watch.start()
    said(watch, qtbot, "Ledger whole - ")
    assert vouching.word() is not None


def test_a_check_that_rests_ends_when_the_window_closes(
    demo_desk: Desk, watching: Watching, vouching: Vouching, clock: SettableClock, qtbot: QtBot
) -> None:
    extent = vouch_and_go_on(demo_desk, vouching)
    clock.wait(timedelta(days=1))
    reached, reader = threading.Event(), demo_desk.store

    class Slow(Altered):
        def kept(self, *, after: int = 0) -> Iterator[Any]:
            for kept in reader.kept(after=after):
                if after == 0:
                    reached.set()
                    watch.stop()
                yield kept

    watch = watching(0, Slow(reader, 0))
    watch.start()
    qtbot.waitUntil(reached.is_set, timeout=20_000)
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert watch.told(Words())[0] == "4 new entries checked"
    word = vouching.word()
    assert word is not None
    assert word.extent == extent
