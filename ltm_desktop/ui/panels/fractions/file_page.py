"""One file of the machine beside the chart, row by row, and the one thing to be done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import LinkSession, RecordFraction
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.filing import FileShown, RowShown
from ltm_desktop.ui.panels.fractions.side_page import Action, all_filled, side_page
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.one_of import OneOf
from ltm_desktop.ui.widgets.text import Line, Text

TOPIC = "fractions.file"
_LONGEST = 64
_WIDTHS = (3, 3, 3, 2)


class FilePage:
    """The rows of one file, what was found, its action; `named` hears a volume that was said."""

    def __init__(
        self,
        say: Words,
        shown: FileShown,
        volumes: Sequence[Option],
        named: Callable[[str, str], None],
        act: Callable[[], None],
        leave: Callable[[], None],
    ) -> None:
        self._say = say
        self._shown = shown
        self._act = act
        self.rows = _rows(say, shown.rows)
        self.findings = AlertList(say, shown.findings)
        self.findings.setVisible(bool(shown.findings))
        self.alerts = AlertList(say)
        self.alerts.setObjectName(f"{TOPIC}.alerts")
        self.volumes = {one.code: self._volume(one, volumes, named) for one in shown.unknown}
        notice = Text(shown.notice.words, "bold", tone=shown.notice.tone)
        notice.setObjectName(f"{TOPIC}.notice")
        parts: list[QWidget] = [Text(shown.title, "bold"), self.rows, self.findings]
        self.typing = Text("", "bold", tone="caution")
        self.typing.setObjectName(f"{TOPIC}.typing")
        self.typing.hide()
        parts += [*self.volumes.values(), notice, *self._make_fields(), self.typing, self.alerts]
        title = say("A file of the machine beside the log")
        self.page = side_page(say, TOPIC, title, parts, self._action(), leave)

    def fill_volumes(self, told: dict[str, str]) -> None:
        """Show what was said of the doses before."""
        for reference, field in self.volumes.items():
            field.box.blockSignals(True)
            field.set_value(told.get(reference, ""))
            field.box.blockSignals(False)

    def show_typing(self) -> None:
        """Say that another session is typed, which would be lost."""
        say = self._say
        words = say("Another session is being typed: record it or clear its form first.")
        self.typing.setText(words)
        self.typing.show()

    def _volume(
        self, one: Option, volumes: Sequence[Option], named: Callable[[str, str], None]
    ) -> OneOf:
        say = self._say
        field = OneOf(say, say("“{name}” in the file is", name=one.words))
        field.box.setObjectName(f"{TOPIC}.volume.{one.code}")
        field.offer_options(volumes)
        field.changed.connect(lambda: named(one.code, field.value()))
        return field

    def _make_fields(self) -> tuple[QWidget, ...]:
        say, command = self._say, self._shown.command
        self.rv_id = NameEdit(say, say("Record-and-verify id"), required=True, longest=_LONGEST)
        self.rv_id.line.setObjectName(f"{TOPIC}.rv_id")
        self.remark = Lines(
            say, say("What differs and why the link stands all the same"), required=True
        )
        self.remark.edit.setObjectName(f"{TOPIC}.remark")
        if not isinstance(command, LinkSession):
            return ()
        self.rv_id.set_value(command.rv_id)
        return (self.rv_id, self.remark) if command.differs else (self.rv_id,)

    def _action(self) -> Action | None:
        say, command = self._say, self._shown.command
        if command is None:
            return None
        if isinstance(command, LinkSession):
            return Action(say("Link to this session"), "Alt+L", self._link)
        if isinstance(command, RecordFraction):
            return Action(say("Take into the session form"), "Alt+T", self._act)
        return Action(say("Take into the order form"), "Alt+T", self._act)

    def _link(self) -> None:
        command = self._shown.command
        differs = isinstance(command, LinkSession) and bool(command.differs)
        if all_filled((self.rv_id, self.remark) if differs else (self.rv_id,)):
            self._act()


def _rows(say: Words, rows: Sequence[RowShown]) -> QWidget:
    """Return the comparison as a table that wraps; a row that differs says so in a word."""
    table = QWidget()
    table.setObjectName(f"{TOPIC}.rows")
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(THEME.space.close)
    grid.setVerticalSpacing(THEME.space.tight)
    for column, width in enumerate(_WIDTHS):
        grid.setColumnStretch(column, width)
    heads = ("", say("In the log"), say("In the file"), "")
    for column, head in enumerate(heads):
        grid.addWidget(Text(head, "label"), 0, column)
    for number, row in enumerate(rows, 1):
        place = 2 * number
        grid.addWidget(Line(), place - 1, 0, 1, len(_WIDTHS))
        role = "bold" if row.tone else ""
        cells = (
            Text(row.what, "small"),
            Text(row.logged, role),
            Text(row.filed, role),
            Text(row.agreement, role or "small", tone=row.tone),
        )
        for column, cell in enumerate(cells):
            cell.setAccessibleName(say.labelled(row.what, cell.text()) if column else cell.text())
            grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignTop)
    return table
