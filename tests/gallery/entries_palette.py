"""The palette: places of a page, patients found, and nothing found."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.palette.finding import Offer
from ltm_desktop.ui.panels.palette.presenter import Shown
from ltm_desktop.ui.panels.palette.view import PaletteView
from tests.gallery.frame import Entry


def _offers(say: Words) -> Sequence[Offer]:
    return (
        Offer("action:0", say("Enrol a patient"), say("an action of this page"), "Alt+E"),
        Offer("page:today", say("Today"), "", "F3"),
        Offer("page:records:whole", say("Is the record whole?"), say("Records")),
        Offer("patient:1", "DEMO, Alpha 演示阿", f"S01-014 · {say.date(date(1961, 3, 12))}"),
        Offer("wish:lock", say("Lock"), "", "Ctrl+L"),
    )


def _found(say: Words) -> QWidget:
    view = PaletteView(say)
    foot = say("Enter goes there · an action gets the focus, Space presses it · Esc goes back")
    view.show_found(Shown(tuple(_offers(say)), foot))
    return view


def _nothing(say: Words) -> QWidget:
    view = PaletteView(say)
    view.show_nothing(
        say("Nothing is called “{typed}”.", typed="zzz"),
        say("Type a page, an action, or a patient's name or number; pinyin will do."),
    )
    return view


ENTRIES = [
    Entry("palette", _found, (720,), 300),
    Entry("palette-nothing", _nothing, (720,), 160),
]
