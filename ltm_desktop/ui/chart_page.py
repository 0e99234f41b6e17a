"""One patient's chart: banner over the full width, six weeks at a glance, and the panels.

The shell composes what panels may not know of each other. Nothing is recorded from the strip.
"""

from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.serious_views import Viewing, cases_of
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.domain.allergies import KnownAllergies
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import AccessDevice, PatientSlice
from ltm_desktop.domain.schedule import study_day
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.chart_tabs import READ, TABS, Tab, make_glance, make_serious
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.keyed_tabs import KeyedTabs
from ltm_desktop.ui.widgets.page_stack import PageStack
from ltm_desktop.ui.widgets.patient_banner import BannerPatient, PatientBanner

_TALL = 700
"""Logical pixels from which the whole strip and a whole form stand together."""
_LOW = 640
"""Logical pixels of the whole window below which the strip would leave the form no room."""
SERIOUS, _TOXICITY = "serious", "toxicity"
_TOP, _ANYWHERE = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag(0)


class ChartPage(QWidget):
    """The panels of one patient; the banner is handed to the window's full width."""

    close_wanted = Signal()
    turned = Signal()
    """Another panel is in sight."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.patient = patient
        self._context = context
        self._built: dict[str, QWidget] = {}
        self._serious: QWidget | None = None
        self._holders: list[QWidget] = []
        rows = QVBoxLayout(self)
        space = THEME.space
        rows.setContentsMargins(space.normal, space.tight, space.normal, space.close)
        rows.setSpacing(0)
        self._tabs = KeyedTabs()
        self._tabs.setObjectName("chart.tabs")
        self._tabs.setAccessibleName(context.say("Panels of this chart"))
        self._panels = PageStack()
        self._shown = READ if context.reads_only else TABS
        for tab in self._shown:
            self._add_tab(tab)
        self._tabs.currentChanged.connect(self._changed)
        self._tabs.tabBarClicked.connect(self._changed)
        self._weeks_wanted: bool | None = None
        """None until somebody chose: then the strip gives way to the form in a low window."""
        self._weeks_button = self._make_weeks_button()
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._weeks = make_glance(context, patient)
        self._weeks.moving.connect(self._give_room)
        self._weeks_row = self._make_weeks_row()
        rows.addLayout(self._weeks_row)
        rows.addSpacing(space.tight)
        rows.addWidget(self._tabs)
        rows.addWidget(self._panels, 1)
        self.banner = _Banner(context, patient)
        self.banner.close_button.clicked.connect(self.close_wanted)
        context.notices.recorded.connect(self._refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the six weeks thin in a low window: the form keeps the room."""
        super().resizeEvent(event)
        self._fit_weeks()

    def _fit_weeks(self) -> None:
        planned = bool(self._context.desk.chart(self.patient).plan.items)
        wanted = self._weeks_wanted
        if wanted is None:
            wanted = self.window().height() >= THEME.scaled(_LOW)
        # Without a plan the strip is where one is made.
        shown = not planned or wanted
        thin = self.height() < _TALL
        self._weeks.set_thin(thin=thin)
        # a thin strip keeps its own height beside the two buttons
        self._weeks_row.setAlignment(self._weeks, _TOP if thin and planned else _ANYWHERE)
        self._weeks.setVisible(shown)
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.TopToBottom if shown else ways.LeftToRight)
        say = self._context.say
        self._weeks_button.setText(say("Hide six weeks") if shown else say("Show six weeks"))
        # New words take the key of a button away.
        self._weeks_button.setShortcut(QKeySequence(shortcuts.SIX_WEEKS))
        self._weeks_button.setEnabled(planned)

    def _give_room(self, moving: bool) -> None:
        """Let the form that moves a dose have the room of the panels while it is open."""
        for part in (self._panels, self._tabs, self._weeks_button):
            part.setVisible(not moving)
        self._weeks.setVisible(True)
        self._weeks_row.setAlignment(self._weeks, _ANYWHERE)
        if not moving:
            self._fit_weeks()

    def _make_weeks_button(self) -> QuietButton:
        button = QuietButton(self._context.say("Hide six weeks"), shortcuts.SIX_WEEKS)
        button.setObjectName("chart.six_weeks")
        button.clicked.connect(self._turn_weeks)
        return button

    def _turn_weeks(self) -> None:
        self._weeks_wanted = not self._weeks.isVisibleTo(self)
        self._fit_weeks()

    def _make_weeks_row(self) -> QHBoxLayout:
        """Stand the strip's two buttons beside it: the tabs need the whole width."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.close)
        row.addWidget(self._weeks, 1)
        row.addStretch(0)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(THEME.space.tight)
        self._beside.addWidget(self._weeks.move_button)
        self._beside.addWidget(self._weeks_button)
        self._beside.addStretch(1)
        row.addLayout(self._beside)
        return row

    @property
    def offered(self) -> tuple[Tab, ...]:
        """Return the panels this person is shown."""
        return self._shown

    @property
    def whose(self) -> str:
        """Return the name and number of whose chart it is."""
        who = self._context.desk.chart(self.patient).patient
        if who is None:
            return ""
        name, _ = listed_name(who.identity.name, self._context.say)
        return f"{name} · {who.identity.subject_id}"

    @property
    def tab(self) -> str:
        """Return the key of the panel shown."""
        index = self._tabs.currentIndex()
        return self._shown[index].key if index >= 0 else ""

    def show_tab(self, key: str, item: str = "") -> None:
        """Show a panel, on a planned item where one is meant; a serious event before them all."""
        if key == SERIOUS:
            self._open_serious(item)
            return
        self._close_serious()
        keys = [tab.key for tab in self._shown]
        if key in keys:
            self._tabs.setCurrentIndex(keys.index(key))
        self._changed(self._tabs.currentIndex())
        # A panel that knows planned items has this verb; others open as they are.
        open_item = getattr(self._built.get(self.tab), "open_item", None)
        if item and open_item is not None:
            open_item(item)

    def _open_serious(self, event: str) -> None:
        """Show one serious event over the panel of toxicity, which it goes back to."""
        known = event in self._context.desk.chart(self.patient).serious.cases
        self.show_tab(_TOXICITY)
        if self._context.reads_only or not known:
            return
        self._serious = make_serious(self._context, self.patient, event, self._leave_serious)
        self._panels.addWidget(self._serious)
        self._panels.setCurrentWidget(self._serious)
        self.setFocusProxy(self._serious)

    def _leave_serious(self) -> None:
        self.show_tab(_TOXICITY)
        self.setFocus()

    def _close_serious(self) -> None:
        if self._serious is not None:
            self._panels.removeWidget(self._serious)
            self._serious.hide()
            self._serious.deleteLater()
            self._serious = None

    def _add_tab(self, tab: Tab) -> None:
        index = self._tabs.add(self._context.say(tab.title), tab.shortcut)
        key = QShortcut(QKeySequence(tab.shortcut), self)
        key.activated.connect(lambda: self._tabs.setCurrentIndex(index))
        holder = QWidget()
        QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
        self._holders.append(holder)
        self._panels.addWidget(holder)

    def _changed(self, index: int) -> None:
        if index < 0:
            return
        self._close_serious()
        tab, holder = self._shown[index], self._holders[index]
        if tab.key not in self._built:
            panel = tab.build(self._context, self.patient)
            self._built[tab.key] = panel
            layout = holder.layout()
            if layout is not None:
                layout.addWidget(panel)
            holder.setFocusProxy(panel)
        self._panels.setCurrentIndex(index)
        self.setFocusProxy(holder)
        self.turned.emit()

    def _refresh(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self.patient:
            self.banner.refresh()
            self._fit_weeks()


class _Banner(QWidget):
    """The banner with the one button that closes the chart, at a place of its own."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__()
        self._context = context
        self._patient = patient
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.close_button = QuietButton(context.say("Close chart"), shortcuts.CLOSE_CHART)
        self.close_button.setObjectName("chart.close")
        self._place = QWidget()
        inset = QVBoxLayout(self._place)
        inset.setContentsMargins(0, THEME.space.near, THEME.space.normal, 0)
        inset.addWidget(self.close_button)
        self._strip: PatientBanner | None = None
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """Show who this is as the chart stands now."""
        context = self._context
        now, shown = context.desk.clock.now().date(), banner_of(context, self._patient)
        if self._shown == (shown, now):
            return
        self._shown = (shown, now)
        strip = PatientBanner(context.say, shown, now)
        layout = strip.layout()
        if layout is not None:
            # Room for the button: nothing covers a word of the banner.
            margins = layout.contentsMargins()
            margins.setRight(self.close_button.sizeHint().width() + THEME.space.wide)
            layout.setContentsMargins(margins)
        if self._strip is not None:
            self._grid.removeWidget(self._strip)
            self._strip.deleteLater()
        self._strip = strip
        self._grid.addWidget(strip, 0, 0)
        place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._place, 0, 0, place)
        self._place.raise_()


def banner_of(context: Context, patient: PatientId) -> BannerPatient:
    """Return what the banner shows of a patient, worded."""
    chart = context.desk.chart(patient)
    who = chart.patient
    if who is None:
        return BannerPatient(family="", given="")
    say, name = context.say, who.identity.name
    now = context.desk.clock.now()
    return BannerPatient(
        family=name.family,
        given=name.given,
        chinese_name=name.han,
        born=who.identity.born,
        died=who.died_on,
        sex=say.term(who.identity.sex),
        subject_id=who.identity.subject_id,
        hospital_number=who.identity.hospital_number,
        arm=_arm(context, who),
        # the study has no day after a death
        study_day=_study_day(chart, who.died_on or now.date(), now.tzinfo),
        access=_access(context, who.access),
        allergies=allergies_words(context, chart.allergies),
        allergic=bool(chart.allergies and chart.allergies.listed),
        mark=patient_mark(context),
        caution=_caution(context, patient),
    )


def allergies_words(context: Context, known: KnownAllergies | None) -> str:
    """Return the substances, or that none is known, with the day somebody asked."""
    if known is None:
        return ""
    say, day = context.say, known.asked_at.astimezone(context.desk.clock.now().tzinfo).date()
    listed = say.listing(one.substance for one in known.listed)
    return (
        say("{list}, {day}", list=listed, day=day) if listed else say("none known, {day}", day=day)
    )


def patient_mark(context: Context) -> str:
    """Return the mark that patients of a demonstration or practice site carry."""
    founded = context.desk.site().founded
    if founded is None or founded.kind.value == "live":
        return ""
    return context.say("Synthetic patient")


def _caution(context: Context, patient: PatientId) -> str:
    say = context.say
    same = context.desk.worklists.has_namesake(patient)
    namesake = say("same name: check the number") if same else ""
    return " · ".join(filter(None, (serious_words(context, patient), namesake)))


def serious_words(context: Context, patient: PatientId) -> str:
    """Return what is owed soonest about a serious event of this patient; nothing for nothing."""
    desk, say = context.desk, context.say
    if not desk.chart(patient).serious.open:
        return ""
    at = Viewing(desk.chart(patient), desk.active(), desk.clock.now(), say)
    waiting = [one for one in cases_of(at) if one.waits]
    if not waiting:
        return ""
    following = waiting[0].next
    if following is None:
        return say("Serious event: no clock configured")
    return say("Serious event: tell {to}, {due}", to=following.to, due=following.due)


def _arm(context: Context, who: PatientSlice) -> str:
    active = context.desk.active()
    if not who.arm or active is None:
        return who.arm or ""
    return active.arm(who.arm).label.text(context.say.language)


def _study_day(chart: Chart, today: date, zone: tzinfo | None) -> int | None:
    given = [one.started_at.astimezone(zone).date() for one in chart.dosing.given]
    anchor = min(given, default=chart.plan.anchor)
    return study_day(anchor, today) if anchor else None


def _access(context: Context, device: AccessDevice | None) -> str:
    if device is None:
        return ""
    say = context.say
    access = say.begin(say.term(device.access))
    return say("{access}, {site}", access=access, site=device.site) if device.site else access
