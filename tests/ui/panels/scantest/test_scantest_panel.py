"""The scanner test page: what it says of a good, a slow, a deaf and a broken scanner."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from ltm_desktop.app.scans import Scan, read_scan
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.errors import Refused
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.pages import PAGES
from ltm_desktop.ui.panels.scantest.panel import build
from ltm_desktop.ui.panels.scantest.presenter import Arrived, Trial, trial
from ltm_desktop.ui.scan_listener import Listener, Received
from ltm_desktop.ui.wedge import Burst
from tests.ui.hands import find, press, texts

TODAY = date(2026, 3, 2)
PACK = "]d201095200000012301727093010PMX24A7\x1d21SN000981"


def tried(text: str, gap: int = 4, *, half: bool = False, before: bool = False) -> Trial:
    alerts: tuple[Alert, ...] = ()
    scan: Scan | None = None
    try:
        scan = None if half else read_scan(text, TODAY)
    except Refused as refusal:
        alerts = refusal.alerts
    if half:
        alerts = (note("scanning.half"),)
    gaps = (gap,) * (len(text) - 1)
    arrived = Arrived(text, gaps, "" if half else "\r", scan, alerts, "\x1d" in text or before)
    return trial(arrived, 30, TODAY, Words("en"))


def test_a_good_scanner_is_told_that_it_is_well_set() -> None:
    found = tried(PACK)
    assert found.characters == PACK.replace("\x1d", "[GS]")
    assert [one.code for one in found.alerts] == ["scanning.is_product"]
    assert found.rhythm == "47 characters · 184 ms in all, longest gap 4 ms · ended with CR"
    assert (found.separator_tone, "arrived in this scan" in found.separator) == ("ok", True)
    assert "well set" in found.advice


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (tried(PACK.replace("\x1d", "")), "ASCII 29"),
        (tried(PACK, 25), "types slowly"),
        (tried(PACK[:20], half=True), "broke off"),
        (tried("]D2" + PACK[3:].lower()), "Caps Lock"),
        (tried("０１"), "English input"),
    ],
)
def test_what_is_wrong_with_a_scanner_is_said_with_what_to_do(found: Trial, words: str) -> None:
    assert words in found.advice


def test_an_expired_pack_a_refusal_and_strange_keys_are_shown() -> None:
    codes = [one.code for one in tried("01095200000012301726010110A").alerts]
    assert codes == ["scanning.is_product", "scanning.expired"]
    refused = tried("010952000000123010A")
    assert [one.code for one in refused.alerts] == ["scanning.no_expiry"]
    assert refused.separator_tone == "caution"
    assert tried("a\x00b\ufffd\x7f").characters == "a[U+0000]b[key without a character][U+007F]"
    assert "earlier scan" in tried("abc", before=True).separator


def test_every_scan_made_on_the_page_is_shown_counted_and_cleared(
    context: Context, qtbot: QtBot, in_the_look: QApplication
) -> None:
    page = build(context)
    qtbot.addWidget(page)
    page.show()
    listener = Listener.current()
    assert listener is not None
    listener.take(Received(Burst(PACK, (4,) * 48, "\r"), read_scan(PACK, TODAY), (), True))
    listener.take(Received(Burst("0109", (4, 4, 4)), None, (note("scanning.half"),), True))
    assert find(page, QLabel, "scantest.count").text() == "2 scans arrived · 1 broke off"
    assert find(page, QLabel, "scantest.characters").text() == "0109"
    press(page, "scantest.clear")
    assert find(page, QLabel, "scantest.count").text() == "0 scans arrived · 0 broke off"
    assert "0109" not in texts(page)


def test_the_page_stands_under_site(context: Context, qtbot: QtBot) -> None:
    build_site = next(page.build for page in PAGES if page.key == "site")
    assert build_site is not None
    site = build_site(context)
    qtbot.addWidget(site)
    tabs = find(site, QTabBar, "site.tabs")
    names = [tabs.tabText(n) for n in range(tabs.count())]
    tabs.setCurrentIndex(names.index("Scanner test"))
    site.show()
    count = find(site, QLabel, "scantest.count")
    assert count.isVisible()
