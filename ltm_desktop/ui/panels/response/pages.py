"""The pages of the form, one a component: what is filled in, what was before, or why not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.response_terms import (
    JUDGED,
    Change,
    Component,
    CytologyResult,
    MriOverall,
    Presence,
)
from ltm_desktop.ui.panels.response.fields import Bag, LevelEdit, Pick, labelled
from ltm_desktop.ui.panels.response.shown import FormShown, Option
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.text import Line, Text, height_of

_TAKE = ("Alt+T", "Alt+U")
"""Keys of what may be taken over on a page; there are never more than the two places of CSF."""
_FOUND = 60
_ROW = 30
_SIZE = 48


@dataclass(frozen=True, slots=True)
class Making:
    """What every page is made with."""

    say: Words
    now: Callable[[], datetime]
    bag: Bag
    shown: FormShown


class PartPage(QWidget):
    """One component: its fields, the judgement against the baseline, or why it was not done."""

    def __init__(self, making: Making, component: Component) -> None:
        super().__init__()
        self._making = making
        self._component = component
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, THEME.space.close, THEME.space.tight)
        self.rows.setSpacing(THEME.space.close)
        self._say_earlier()
        self._offer()

    def finish(self, first: QWidget) -> "PartPage":
        """Hang judgement and reason under the fields; the first field takes the focus."""
        self._judgement = self._make_judgement()
        self.rows.addWidget(Line())
        self.row(self._judgement, *self._make_reason())
        self.rows.addStretch(1)
        self._judgement.setVisible(self._component in JUDGED)
        self.setFocusProxy(first)
        return self

    def show_baseline(self, baseline: bool) -> None:
        """Ask for no judgement at baseline."""
        self._judgement.setVisible(self._component in JUDGED and not baseline)

    def day(self, name: str, label: str) -> DateField:
        """Return a day under a name."""
        making = self._making
        field = DateField(making.say, label, making.now)
        making.bag.day(name, field)
        return field

    def text(self, name: str, label: str, longest: int = 120) -> QWidget:
        """Return a line of text under a name and its label."""
        edit = QLineEdit()
        edit.setMaxLength(longest)
        return labelled(self._making.say, label, self._making.bag.line(name, edit, label))

    def pick(self, name: str, label: str, options: list[Option]) -> QWidget:
        """Return a list under a name and its label."""
        return labelled(self._making.say, label, self._making.bag.pick(name, Pick(options), label))

    def row(self, *parts: QWidget) -> None:
        """Stand parts side by side."""
        row = QHBoxLayout()
        row.setSpacing(THEME.space.near)
        for part in parts:
            row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(row)

    def _say_earlier(self) -> None:
        if words := self._making.shown.earlier.get(self._component.value):
            text = Text(words, "small")
            text.setObjectName(f"response.earlier.{self._component}")
            self.rows.addWidget(text)

    def _offer(self) -> None:
        offers = self._making.shown.offers.get(self._component.value, ())
        for offer, key in zip(offers, _TAKE, strict=False):
            button = QuietButton(self._making.say("Take over {value}", value=offer.words), key)
            name = ".".join(filter(None, ("response.take", self._component, offer.name)))
            button.setObjectName(name)
            button.clicked.connect(partial(self._making.bag.put, offer.fields))
            self.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_judgement(self) -> QWidget:
        say = self._making.say
        options = [Option(one.value, say.begin(say.term(one))) for one in Change]
        return self.pick(f"change.{self._component}", say("Against baseline"), options)

    def _make_reason(self) -> tuple[QWidget, QWidget]:
        say, name = self._making.say, f"not_done.{self._component}"
        reasons = list(self._making.shown.not_done)
        why = self.pick(name, say("Or not done because"), reasons)
        return why, self.text(f"{name}.note", say("Further remark"))


def neuro_page(making: Making) -> PartPage:
    """Return the scorecard: a digit an area, two columns, arrows and digits go on."""
    page, say = PartPage(making, Component.NEURO), making.say
    page.rows.addWidget(Text(making.shown.instrument, "small"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(THEME.space.tight)
    grid.setVerticalSpacing(2)
    half = -(-len(making.shown.items) // 2)
    levels: list[LevelEdit] = []
    for place, item in enumerate(making.shown.items):
        row, column = place % half, 6 * (place // half)
        if row == 0:
            _heads(grid, column, say)
        name, row = f"neuro.{item.code}", row + 1
        label = say(
            "{area}, baseline {baseline}, last {last}",
            area=item.words,
            baseline=item.baseline,
            last=item.last,
        )
        level = LevelEdit(making.shown.highest)
        making.bag.line(name, level, label)
        levels.append(level)
        found = QLineEdit()
        found.setMaxLength(120)
        found.setMinimumWidth(THEME.scaled(_FOUND))
        for edit in (level, found):
            edit.setFixedHeight(THEME.scaled(_ROW))
        making.bag.line(f"{name}.found", found, say("{area}: what was found", area=item.words))
        grid.addWidget(Text(item.words, wrap=False), row, column)
        for offset, text in ((1, item.baseline), (2, item.last)):
            earlier = Text(text, "muted", wrap=False)
            grid.addWidget(earlier, row, column + offset, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(level, row, column + 3)
        grid.addWidget(found, row, column + 4)
    for column in (4, 10):
        grid.setColumnStretch(column, 1)
    grid.setColumnMinimumWidth(5, THEME.space.near)
    for place, level in enumerate(levels):
        level.step.connect(_stepper(levels, place))
    page.rows.addLayout(grid)
    sums = Text("", "calculated")
    sums.setObjectName("response.sums")
    page.rows.addWidget(sums)
    page.rows.addWidget(page.text("neuro.medicines", say("Analgesics and antiemetics")))
    return page.finish(levels[0])


def _heads(grid: QGridLayout, column: int, say: Words) -> None:
    heads = (say("Area"), say("Baseline"), say("Last"), say("Now"), say("Finding"))
    for offset, words in enumerate(heads):
        centred = Qt.AlignmentFlag.AlignHCenter if 0 < offset < 4 else Qt.AlignmentFlag.AlignLeft
        grid.addWidget(Text(words, "small", wrap=False), 0, column + offset, centred)


def _stepper(levels: list[LevelEdit], place: int) -> Callable[[int], None]:
    def go(step: int) -> None:
        other = levels[max(0, min(place + step, len(levels) - 1))]
        other.setFocus(Qt.FocusReason.TabFocusReason)
        other.selectAll()

    return go


def cytology_page(making: Making) -> PartPage:
    """Return the cytology slip."""
    page, say = PartPage(making, Component.CYTOLOGY), making.say
    results = [Option(one.value, say.begin(say.term(one))) for one in CytologyResult]
    if not making.shown.offers.get(Component.CYTOLOGY.value):
        none = Text(say("The laboratory has no cytology that was not assessed yet."), "muted")
        none.setObjectName("response.no_cytology")
        page.rows.addWidget(none)
    sources = [
        Option(one, say.begin(say.term(f"csf_source.{one}"))) for one in ("lumbar", "ventricular")
    ]
    result = page.pick("cytology.result", say("Result"), results)
    page.row(result, page.pick("cytology.source", say("Fluid from"), sources))
    page.row(page.day("cytology.on", say("Sample of")), page.text("cytology.report", say("Report")))
    return page.finish(result)


def mri_page(making: Making) -> PartPage:
    """Return the MRI scorecard beside the sizes of the largest nodules."""
    page, say = PartPage(making, Component.MRI), making.say
    day = page.day("mri.on", say("Scan of"))
    overall = [
        Option(
            one.value, say("{letters} - {words}", letters=one.value.upper(), words=say.term(one))
        )
        for one in MriOverall
    ]
    overall_pick = page.pick("mri.overall", say("MRI overall"), overall)
    page.row(day, overall_pick, page.text("mri.report", say("Report")))
    columns = QHBoxLayout()
    columns.setSpacing(THEME.space.normal)
    columns.addLayout(_features(making), 1)
    right = QVBoxLayout()
    right.addLayout(_nodules(making))
    right.addWidget(page.text("mri.parenchymal", say("Lesions in the brain itself, scored apart")))
    right.addStretch(1)
    columns.addLayout(right, 1)
    page.rows.addLayout(columns)
    return page.finish(day)


def _features(making: Making) -> QGridLayout:
    say, bag, grid = making.say, making.bag, QGridLayout()
    grid.setVerticalSpacing(4)
    heads = (say("Feature"), say("Now"), say("Against the scan before"))
    for column, words in enumerate(heads):
        grid.addWidget(Text(words, "small"), 0, column)
    marks = {Presence.ABSENT: "0", Presence.PRESENT: "1", Presence.NOT_EVALUABLE: "NE"}
    seen = [
        Option(one.value, say("{sign} - {words}", sign=marks[one], words=say.term(one)))
        for one in Presence
    ]
    changes = [Option(one.value, say.begin(say.term(one))) for one in Change]
    for row, feature in enumerate(making.shown.features, 1):
        name = f"mri.{feature.code}"
        grid.addWidget(Text(feature.words, wrap=False), row, 0)
        grid.addWidget(bag.pick(name, Pick(seen), feature.words), row, 1)
        against = say("{feature}, against the scan before", feature=feature.words)
        grid.addWidget(bag.pick(f"{name}.change", Pick(changes), against), row, 2)
    grid.setRowStretch(len(making.shown.features) + 1, 1)
    return grid


def _nodules(making: Making) -> QGridLayout:
    say, bag, grid = making.say, making.bag, QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(THEME.space.tight)
    grid.addWidget(Text(say("Largest nodules, mm"), "small", wrap=False), 0, 0, 1, 8)
    for place, region in enumerate(making.shown.regions):
        column = 1 + 4 * place
        grid.addWidget(Text(region.words, "small"), 1, column, 1, 3)
        grid.setColumnMinimumWidth(column + 3, THEME.space.close)
        for number in range(1, making.shown.nodules + 1):
            name, row = f"mri.{region.code}.{number}", number + 1
            words = say("{region} {number}", region=region.words, number=number)
            if not place:
                grid.addWidget(Text(say.number(number), "muted", wrap=False), row, 0)
            for offset, side, label in (
                (0, "length", say("{nodule}, length in mm", nodule=words)),
                (2, "width", say("{nodule}, width in mm", nodule=words)),
            ):
                edit = bag.line(f"{name}.{side}", QLineEdit(), label)
                edit.setMinimumWidth(THEME.scaled(_SIZE))
                grid.addWidget(edit, row, column + offset)
            grid.addWidget(Text("×"), row, column + 1)
    return grid


def kps_page(making: Making) -> PartPage:
    """Return the performance status."""
    page, say = PartPage(making, Component.KPS), making.say
    steps = [Option(one, one) for one in making.shown.kps]
    score = page.pick("kps.score", say("KPS"), steps)
    page.row(score, page.day("kps.on", say("On the day")))
    change = Text("", "calculated")
    change.setObjectName("response.kps_change")
    page.rows.addWidget(change)
    return page.finish(score)


def steroids_page(making: Making) -> PartPage:
    """Return the steroid dose; it is asked for at every assessment."""
    page, say = PartPage(making, Component.STEROIDS), making.say
    amount = page.text("steroids.per_day", say("Dose in mg per day, 0 where none is taken"), 12)
    page.row(amount, page.text("steroids.drug", say("Steroid")))
    change = Text("", "calculated")
    change.setObjectName("response.steroid_change")
    page.rows.addWidget(change)
    return page.finish(amount)


def markers_page(making: Making) -> PartPage:
    """Return tumour markers as the report gives them."""
    page, say = PartPage(making, Component.MARKERS), making.say
    found = page.text("markers.found", say("Result"))
    page.row(found, page.day("markers.on", say("Sample of")))
    return page.finish(found)


class GeneralPage(QWidget):
    """Which day and time point, the class of the disease at baseline, and why it is corrected."""

    def __init__(self, making: Making) -> None:
        super().__init__()
        say, bag, shown = making.say, making.bag, making.shown
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, THEME.space.close, THEME.space.tight)
        rows.setSpacing(THEME.space.close)
        day = DateField(say, say("Assessed on"), making.now, required=True)
        bag.day("on", day)
        point = Pick(shown.points)
        label = say("Time point")
        bag.pick("time_point", point, label)
        first = QHBoxLayout()
        first.setSpacing(THEME.space.near)
        first.addWidget(day, 1, Qt.AlignmentFlag.AlignTop)
        first.addWidget(labelled(say, label, point, required=True), 1, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(first)
        self._class = self._make_class(making)
        rows.addWidget(self._class)
        if shown.correction_reasons:
            reason = say("Why it is corrected")
            pick = bag.pick("correction_reason", Pick(shown.correction_reasons), reason)
            rows.addWidget(labelled(say, reason, pick, required=True))
        rows.addStretch(1)
        self.setFocusProxy(point)

    def show_baseline(self, baseline: bool) -> None:
        """Ask for the class of the disease at baseline only."""
        self._class.setVisible(baseline)

    def _make_class(self, making: Making) -> QWidget:
        say, holder = making.say, QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(Text(say("EANO-ESMO class"), "label"))
        row = QHBoxLayout()
        row.setSpacing(THEME.space.near)
        for part, options in making.shown.class_parts:
            pick = making.bag.pick(f"class.{part.code}", Pick(options), part.words)
            row.addWidget(labelled(say, part.words, pick), 1)
        rows.addLayout(row)
        return holder


class OverallPage(QWidget):
    """The overall category with the definition the investigator signed, and the rationale."""

    def __init__(self, making: Making) -> None:
        super().__init__()
        say, bag = making.say, making.bag
        self._help = {one.code: one.help for one in making.shown.categories}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, THEME.space.close, THEME.space.tight)
        rows.setSpacing(THEME.space.close)
        label = say("Overall response")
        self._pick = bag.pick("overall", Pick(making.shown.categories), label)
        self._judged = labelled(say, label, self._pick, required=True)
        self._pick.currentIndexChanged.connect(self._explain)
        rows.addWidget(self._judged)
        self._none = Text(say("A baseline is judged against nothing."), "muted")
        rows.addWidget(self._none)
        why_label = say("Why it cannot be evaluated")
        why = bag.line("why_not", QLineEdit(), why_label)
        why.setMaxLength(120)
        self._why = labelled(say, why_label, why, required=True)
        rows.addWidget(self._why)
        rationale = QPlainTextEdit()
        rationale.setFixedHeight(height_of(rationale, 4))
        words = say("Rationale")
        rows.addWidget(labelled(say, words, bag.lines("rationale", rationale, words)))
        rows.addStretch(1)
        self.setFocusProxy(self._pick)

    def show_baseline(self, baseline: bool) -> None:
        """Ask for no category at baseline."""
        self._judged.setVisible(not baseline)
        self._none.setVisible(baseline)

    def show_not_evaluable(self, wanted: bool) -> None:
        """Ask why the response cannot be evaluated."""
        self._why.setVisible(wanted)

    def _explain(self) -> None:
        self._judged.show_help(self._help.get(self._pick.code(), ""))
