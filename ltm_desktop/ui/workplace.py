"""One person's window on an open site: top bar, rail, pages and the open chart.

It is thrown away and made anew for another person or language; drafts live in the store.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.downtime_return import FROM_PAPER, back_from
from ltm_desktop.app.handover import may_hand_over
from ltm_desktop.app.signed_rules import signed_rules
from ltm_desktop.app.site_codes import PaperForm
from ltm_desktop.app.waiting import own_count, own_queries
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.ui import places, shortcuts
from ltm_desktop.ui.chart_page import ChartPage
from ltm_desktop.ui.chosen_look import worn
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.help_host import HelpHost
from ltm_desktop.ui.kit_clock import KitClock
from ltm_desktop.ui.pages import CHART, PAGES, Page
from ltm_desktop.ui.palette_host import PaletteHost
from ltm_desktop.ui.panels.palette.presenter import PATIENT
from ltm_desktop.ui.places import PAGE, TAB, WISH
from ltm_desktop.ui.rail import Rail
from ltm_desktop.ui.scanner import find_scanner
from ltm_desktop.ui.time_strip import TimeStrip
from ltm_desktop.ui.tokens import THEME, WHOLE
from ltm_desktop.ui.topbar import OTHER_LANGUAGE, Standing, TopBar
from ltm_desktop.ui.widgets.page_stack import PageRoom, RoomyStack
from ltm_desktop.ui.widgets.saved_line import Notice

_CLOCK_MS = 5_000
_PAGE = 1090
"""Logical pixels that every page has beside the rail at 100 % text."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a person is in the window, so that a rebuilt one opens there again."""

    page: str = ""
    patient: str = ""
    tab: str = ""


class Workplace(QWidget):
    """Compose the pages around one open desk."""

    lock_wanted = Signal()
    emergency_wanted = Signal()
    language_wanted = Signal(str)
    look_wanted = Signal(object)

    def __init__(self, context: Context, at: Whereabouts | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self._pages: dict[str, QWidget] = {}
        self._chart: ChartPage | None = None
        self._current = ""
        self._notice: Notice | None = None
        self._standing = standing(context)
        self._top = TopBar(context.say, self._standing)
        self._top.lock_wanted.connect(self.lock_wanted)
        self._top.language_wanted.connect(self.language_wanted)
        self._top.look_wanted.connect(self.look_wanted)
        self._top.handover_wanted.connect(lambda: self.go("today:handover"))
        self._top.offer_handover(offered=may_hand_over(context.desk))
        desk = context.desk
        self._time = TimeStrip(context.say, desk.time, desk.clock.now)
        self._time.changed.connect(self._show_doubt)
        self._banner = QVBoxLayout()
        pages = [page for page in PAGES if page.shown_to(desk)]
        self._rail = Rail(context.say, pages, practice=self._standing.practice)
        self._rail.chosen.connect(self.go)
        self._rail.emergency_wanted.connect(self.emergency_wanted)
        self._rail.palette_wanted.connect(self.turn_palette)
        self._stack = RoomyStack()
        self._lay_out()
        self._listen()
        drafts = QShortcut(QKeySequence(shortcuts.DRAFTS), self)
        drafts.activated.connect(lambda: self.go("today:drafts"))
        self._palette = PaletteHost(self, self._place)
        self._palette.wished.connect(self._carry_out)
        palette = QShortcut(QKeySequence(shortcuts.PALETTE), self)
        palette.activated.connect(self.turn_palette)
        self._help = HelpHost(
            self,
            context.say,
            page=self._place,
            signed=lambda: signed_rules(desk),
            room=self._give_room,
        )
        self._rail.help_wanted.connect(self._help.turn)
        self._refresh(None)
        self.return_to(at or Whereabouts())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the page shown."""
        super().focusInEvent(event)
        page = self._stack.currentWidget()
        if page is not None:
            page.setFocus()

    def whereabouts(self) -> Whereabouts:
        """Return where the person is."""
        chart = self._chart
        if chart is None:
            return Whereabouts(self._current)
        return Whereabouts(self._current, chart.patient, chart.tab)

    def return_to(self, at: Whereabouts) -> None:
        """Go where a person was."""
        if at.patient:
            self.open_patient(at.patient, at.tab, "")
        if at.page != CHART or not at.patient:
            self.go(at.page if at.page in self._rail.page_keys() else _first().key)

    @property
    def context(self) -> Context:
        """Return what every panel here is given."""
        return self._context

    @property
    def person(self) -> str:
        """Return how the person at the desk is called."""
        return self._standing.person

    @property
    def mark(self) -> str:
        """Return the words every screen of a demonstration or practice site carries."""
        return self._standing.mark

    @property
    def page(self) -> str:
        """Return the key of the page shown."""
        return self._current

    @property
    def top(self) -> TopBar:
        """Return the top bar."""
        return self._top

    @property
    def rail(self) -> Rail:
        """Return the rail."""
        return self._rail

    @property
    def chart(self) -> ChartPage | None:
        """Return the open chart."""
        return self._chart

    def go(self, key: str) -> None:
        """Show a page, or a part of it (page:part); again puts the focus on its first field."""
        key, _, part = key.partition(":")
        if key == CHART:
            self._show_chart()
            return
        if key not in self._pages:
            page = next(page for page in PAGES if page.key == key)
            if page.build is None or not page.shown_to(self._context.desk):
                return
            self._pages[key] = page.build(self._context)
            self._stack.addWidget(self._pages[key])
        self._show(key, self._pages[key])
        # A page that has parts to go to has this verb.
        open_part = getattr(self._pages[key], "open_part", None)
        front = getattr(self._pages[key], "open_front", None)
        if part and open_part is not None:
            open_part(part)
        elif front is not None:
            front()

    def open_patient(self, patient: str, tab: str, item: str) -> None:
        """Turn the window into one patient's chart."""
        if self._chart is None or self._chart.patient != patient:
            self.close_chart(stay=True)
            self._chart = ChartPage(self._context, PatientId(patient))
            self._chart.close_wanted.connect(self.close_chart)
            self._chart.turned.connect(self._to_top)
            self._stack.addWidget(self._chart)
            self._banner.addWidget(self._chart.banner)
        self._rail.allow(CHART, allowed=True)
        self._chart.show_tab(tab, item)
        self._show_chart()

    def turn_palette(self) -> None:
        """Lay the palette over the page, or take it away again."""
        page, chart = self._stack.currentWidget(), self._chart
        banner = chart.banner if chart is not None and self._current == CHART else None
        roots = [one for one in (page, banner) if one is not None]
        self._palette.turn(self._context, roots, chart)

    def _carry_out(self, wish: str) -> None:
        kind, _, what = wish.partition(":")
        if kind == PATIENT:
            self.open_patient(what, "", "")
        elif kind == TAB and self._chart is not None:
            self._chart.show_tab(what)
            self._show_chart()
        elif kind == PAGE:
            self.go(what)
        elif kind == WISH:
            self._wish(what)

    def _wish(self, what: str) -> None:
        """Carry out a wish that is about the window and not about a page of it."""
        other = OTHER_LANGUAGE[self._context.say.language]
        wishes: dict[str, Callable[[], None]] = {
            places.LOCK: self.lock_wanted.emit,
            places.EMERGENCY: self.emergency_wanted.emit,
            places.LANGUAGE: lambda: self.language_wanted.emit(other),
            places.NEXT_THEME: lambda: self.look_wanted.emit(worn().next_theme()),
            places.LARGER: lambda: self.look_wanted.emit(worn().stepped(1)),
            places.SMALLER: lambda: self.look_wanted.emit(worn().stepped(-1)),
            places.HELP: self._help.turn,
        }
        wishes[what]()

    def open_form(self, form: PaperForm) -> None:
        """Open the late entry of a paper form, or what stands of its dose, and say so."""
        back = back_from(self._context.desk, form)
        if back.patient:
            wish = f":{FROM_PAPER}" if back.late_entry else ""
            self.open_patient(back.patient, "dosing", f"{back.item}{wish}")
        self.tell(back.alerts)

    def _take_form(self, form: PaperForm) -> None:
        if self.isVisible():
            self.open_form(form)

    def close_chart(self, *, stay: bool = False) -> None:
        """Close the open chart; its drafts are kept."""
        chart, self._chart = self._chart, None
        self._rail.allow(CHART, allowed=False)
        if chart is None:
            return
        self._banner.removeWidget(chart.banner)
        self._stack.removeWidget(chart)
        chart.banner.hide()
        chart.banner.deleteLater()
        chart.deleteLater()
        if not stay:
            self.go(_first().key)

    def show_ledger(self, words: str, tone: str) -> None:
        """Say in the top bar what is known of the ledger."""
        self._top.show_ledger(words, tone)

    def show_backup(self, words: str, tone: str) -> None:
        """Say in the top bar how old the last proven backup is."""
        self._top.show_backup(words, tone)

    def _show_chart(self) -> None:
        if self._chart is not None:
            self._show(CHART, self._chart)

    def _show(self, key: str, widget: QWidget) -> None:
        if key != self._current:
            self._drop_notice()
            self._help.drop(back=False)
        self._current = key
        self._stack.setCurrentWidget(widget)
        self._to_top()
        self._rail.show_current(key)
        if self._chart is not None:
            # No banner on a screen about several patients (PAB-0015).
            self._chart.banner.setVisible(key == CHART)
        widget.setFocus()

    def _to_top(self) -> None:
        if self._room is not None:
            self._room.to_top()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._top)
        rows.addWidget(self._time)
        rows.addLayout(self._banner)
        below = self._below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._rail)
        # at 100 % every page holds in the smallest window
        self._room = None if THEME.theme.percent == WHOLE else PageRoom(self._stack)
        self._place = self._room or self._stack
        below.addWidget(self._place, 1)
        rows.addLayout(below, 1)
        self._rail.allow(CHART, allowed=False)

    def _give_room(self, width: int) -> None:
        """Let a page stand beside the help where both have room; else the help lies over it."""
        beside = self._place.width() - width >= THEME.scaled(_PAGE)
        self._below.setContentsMargins(0, 0, width if beside else 0, 0)
        self._below.activate()

    def _listen(self) -> None:
        notices = self._context.notices
        notices.open_patient.connect(self.open_patient)
        notices.open_page.connect(self.go)
        notices.open_form.connect(self.open_form)
        notices.recorded.connect(self._refresh)
        notices.say_saved.connect(self._say_saved)
        scanner = find_scanner()
        if scanner is not None:
            scanner.unheard.connect(self._say_scan)
            scanner.form_read.connect(self._take_form)
        self._kits = KitClock(self._context.desk, self, by_itself=_makes_kits(self._context))
        self._kits.failed.connect(self.tell)
        self._tick()
        clock = QTimer(self)
        clock.timeout.connect(self._tick)
        clock.start(_CLOCK_MS)

    def _say_saved(self, sentence: str) -> None:
        self._show_notice(Notice(self._context.say, sentence))

    def tell(self, alerts: Sequence[Alert]) -> None:
        """Say across the page what the person should know; nothing for none."""
        if alerts:
            say = self._context.say
            told = say.together(*shared_steps(alerts, say))
            grave = any(one.severity is Severity.STOP for one in alerts)
            self._show_notice(Notice(say, told, tone="stop" if grave else "caution"))

    def _say_scan(self, alerts: Sequence[Alert]) -> None:
        if self.isVisible():
            self.tell(alerts)

    def _show_notice(self, notice: Notice) -> None:
        self._drop_notice()
        self._notice = notice
        notice.setObjectName("notice")
        self._banner.addWidget(notice)

    def _drop_notice(self) -> None:
        notice, self._notice = self._notice, None
        if notice is not None:
            self._banner.removeWidget(notice)
            notice.hide()
            notice.deleteLater()

    def look_at_time(self) -> None:
        """Show the time, and whether it can be relied on."""
        self._time.look()
        self._top.show_time(self._context.desk.clock.now(), doubted=self._time.doubted)

    def _show_doubt(self) -> None:
        self._top.show_time(self._context.desk.clock.now(), doubted=self._time.doubted)

    def _tick(self) -> None:
        if not self._context.desk.session.locked:
            self.look_at_time()

    def _refresh(self, _recorded: object) -> None:
        desk = self._context.desk
        self._rail.show_count("signoff", own_count(desk) + own_queries(desk))


def _makes_kits(context: Context) -> bool:
    """Tell whether the program makes kits here by itself: not for monitors or a demonstration."""
    founded = context.desk.site().founded
    return founded is not None and founded.kind is not SiteKind.DEMO and not context.reads_only


def _first() -> Page:
    return next(page for page in PAGES if page.build is not None)


def shared_steps(alerts: Sequence[Alert], say: Words) -> Iterator[str]:
    """Yield what was found and then what to do, once where several findings share it."""
    for step, found in groupby(alerts, key=say.next_step):
        yield from map(say.alert, found)
        yield step


def standing(context: Context) -> Standing:
    """Return what the top bar says of the site and the person at the desk."""
    say, desk = context.say, context.desk
    site = desk.site()
    person = desk.person(desk.session.person)
    signed = site.configuration
    rules = (
        say("{study} - version {version}", study=signed.study, version=signed.version)
        if signed
        else say("No configuration signed yet")
    )
    kind = site.founded.kind.value if site.founded else ""
    marks = {"demo": say("DEMONSTRATION"), "practice": say("PRACTICE")}
    return Standing(
        site=site.founded.code if site.founded else "",
        rules=rules,
        person=person_name(person.name),
        role=say.listing(say.term(role) for role in person.roles),
        mark=marks.get(kind, ""),
        practice=kind == "practice",
    )
