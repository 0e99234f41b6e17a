"""The emergency page: signed, not written yet, changed by somebody, and being written."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.demo.emergency_example import example_page
from ltm_desktop.app.emergency import EmergencyCopy, Posted, stamped
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.reports.press import PaperPress
from ltm_desktop.ui.emergency_page import EmergencyPage
from ltm_desktop.ui.opened_papers import OpenedPapers
from ltm_desktop.ui.panels.site.emergency import SignedPage, TypedPage
from ltm_desktop.ui.panels.site.emergency_view import EmergencyView
from tests.gallery.frame import Entry


def example_copy() -> EmergencyCopy:
    """Return the demonstration's example as it hangs in a folder."""
    page = example_page("physician.q")
    return stamped(
        EmergencyCopy(
            number=2,
            site="Demo Clinic (synthetic)",
            code="D01",
            kind="demo",
            text_en=page.text_en,
            text_zh=page.text_zh,
            phones=page.phones,
            investigator="physician.q",
            signed_by="Qing Demo 演示青",
            signed_at="2026-03-02T11:42:00+08:00",
        )
    )


def _page(say: Words, posted: Posted) -> QWidget:
    owner = QWidget()
    page = EmergencyPage(say, posted, PaperPress, OpenedPapers(owner))
    owner.setParent(page)
    owner.hide()
    return page


def _signed(say: Words) -> QWidget:
    return _page(say, Posted(example_copy(), "demo"))


def _unwritten(say: Words) -> QWidget:
    return _page(say, Posted(kind="live"))


def _changed(say: Words) -> QWidget:
    copy = replace(example_copy(), phones=(("000", "000 0009"),))
    return _page(say, Posted(copy, "demo", "emergency.copy_changed"))


def _writing(say: Words) -> QWidget:
    view = EmergencyView(say, may_write=True)
    page = example_page("physician.q")
    view.show_investigators([("physician.q", "Qing Demo 演示青")])
    view.show_page(TypedPage(page.text_en, page.text_zh, page.phones))
    at = say.zone_moment(datetime.fromisoformat(example_copy().signed_at))
    view.show_signed([SignedPage(number, "Qing Demo 演示青", at) for number in ("2", "1")])
    view.show_alerts((stop("emergency.chinese_missing"), stop("emergency.phones_missing")))
    return view


def _first(say: Words) -> QWidget:
    view = EmergencyView(say, may_write=False)
    view.show_investigators([])
    view.show_signed([])
    return view


def _preview(say: Words) -> QWidget:
    view = EmergencyView(say, may_write=True)
    view.show_preview("\n".join(f"{n}. 2026" for n in range(40)), "physician.q")
    return view


ENTRIES = [
    Entry("emergency-page", _signed, (1366, 1180), 768),
    Entry("emergency-unwritten", _unwritten, (1366,), 680),
    Entry("emergency-changed", _changed, (1366,), 680),
    Entry("emergency-writing", _writing, (1234,), 640),
    Entry("emergency-writing-first", _first, (1234,), 640),
    Entry("emergency-writing-preview", _preview, (1234,), 640),
]
