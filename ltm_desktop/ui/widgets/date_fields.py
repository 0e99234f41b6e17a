"""Fields for dates, times and moments: typed freely, shown in one format, never corrected.

A text with two readings asks; an impossible one says so and stays as typed.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QToolButton

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.ui.icons import put_icon
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.calendar_popup import CalendarPopup
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.reading_dates import Reading, read_day, read_moment, read_time

Now = Callable[[], datetime]
T = TypeVar("T", date, time, datetime)


class _ReadField(LabelledField, Generic[T]):
    """What the three fields share: read, show again in one format, ask or complain."""

    changed = Signal()

    def __init__(
        self,
        say: Words,
        label: str,
        now: Now,
        *,
        required: bool = False,
        help_text: str = "",
        check: Callable[[T], Sequence[Alert]] | None = None,
    ) -> None:
        self.line = QLineEdit()
        super().__init__(say, label, self.line, required=required, help_text=help_text)
        self._now = now
        self._checked: Callable[[T], Sequence[Alert]] | None = check
        self._settled: tuple[str, T] | None = None
        self.line.setPlaceholderText(self._mask())
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.settle)

    def text(self) -> str:
        """Return what stands in the field."""
        return self.line.text()

    def set_text(self, typed: str) -> None:
        """Put typed text back, such as a draft's."""
        self._settled = None
        self.line.setText(typed)
        self.changed.emit()

    def value(self) -> T | None:
        """Return the one thing the text means, or None."""
        if self._settled is not None and self._settled[0] == self.text():
            return self._settled[1]
        return self._read(self.text()).value

    def set_value(self, value: T | None) -> None:
        """Show a value in the person's format; None empties the field."""
        self._settled = None if value is None else (self._shown(value), value)
        self.line.setText("" if value is None else self._shown(value))
        self.clear_message()
        if value is not None and self._checked is not None:
            self.show_alerts(self._checked(value))
        self.changed.emit()

    def check_filled(self) -> bool:
        """Say what is missing or unreadable; return whether the field may stand."""
        if self.text().strip():
            self.settle()
            return self.value() is not None
        if self.required:
            self.show_required()
        return not self.required

    def settle(self) -> None:
        """Read what was typed: show it in full, ask which reading, or say what is wrong."""
        if not self.text().strip():
            self.clear_message()
            return
        if (value := self.value()) is not None:
            self.set_value(value)
            return
        reading = self._read(self.text())
        if reading.problem:
            self.show_alerts([stop(reading.problem, typed=self.text().strip())])
        else:
            self._ask(reading.values)

    def _ask(self, values: Sequence[T]) -> None:
        say = self._say
        sentence = say("“{typed}” can be read in two ways. Choose one.", typed=self.text().strip())
        readings = {self._spelled(value): self._chooser(value) for value in values}
        self.offer(sentence, readings)

    def _chooser(self, value: T) -> Callable[[], None]:
        return lambda: self.set_value(value)

    def _typed(self) -> None:
        self._settled = None
        self.clear_message()
        self.changed.emit()

    def _spelled(self, value: T) -> str:
        return self._shown(value)

    def _mask(self) -> str:
        raise NotImplementedError

    def _read(self, typed: str) -> Reading[T]:
        raise NotImplementedError

    def _shown(self, value: T) -> str:
        raise NotImplementedError


class _CalendarOpener(QToolButton):
    """The button inside a date field, at its right edge."""

    def __init__(self, line: QLineEdit, name: str) -> None:
        super().__init__(line)
        put_icon(self, "calendar", THEME.palette.accent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        # Tab goes from field to field; the keyboard opens the calendar by Alt and Down.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        line.installEventFilter(self)
        line.setTextMargins(0, 0, THEME.shape.target + 2, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the right edge when the field changes its size."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            size = self.sizeHint()
            left = event.size().width() - size.width() - 4
            self.setGeometry(left, (event.size().height() - size.height()) // 2, *size.toTuple())
        return False


class DateField(_ReadField[date]):
    """Take a date by typing or from a calendar that opens inside the field."""

    def __init__(
        self,
        say: Words,
        label: str,
        now: Now,
        *,
        required: bool = False,
        help_text: str = "",
        check: Callable[[date], Sequence[Alert]] | None = None,
    ) -> None:
        super().__init__(say, label, now, required=required, help_text=help_text, check=check)
        opener = _CalendarOpener(self.line, say("Open the calendar"))
        opener.clicked.connect(self.open_calendar)
        QShortcut(
            QKeySequence("Alt+Down"),
            self.line,
            self.open_calendar,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        popup = CalendarPopup(self._say, self._now().date(), self)
        popup.picked.connect(self.set_value)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        popup.show_day(self.value())
        popup.show()

    def _mask(self) -> str:
        return self._say("dd-MMM-yyyy")

    def _read(self, typed: str) -> Reading[date]:
        return read_day(typed, self._now().date())

    def _shown(self, value: date) -> str:
        return self._say.date(value)


class TimeField(_ReadField[time]):
    """Take a 24-hour time."""

    def _mask(self) -> str:
        return self._say("HH:mm, 24 hours")

    def _read(self, typed: str) -> Reading[time]:
        return read_time(typed, self._now())

    def _shown(self, value: time) -> str:
        return self._say.time(value)


class MomentField(_ReadField[datetime]):
    """Take a date and a time in the site's zone; a time alone means today."""

    def _mask(self) -> str:
        return self._say("dd-MMM-yyyy HH:mm")

    def _read(self, typed: str) -> Reading[datetime]:
        return read_moment(typed, self._now())

    def _shown(self, value: datetime) -> str:
        return self._say.moment(value)

    def _spelled(self, value: datetime) -> str:
        # Two readings of one wall-clock time differ only in their offset.
        return self._say.zone_moment(value)
