"""A person's hands and eyes in a test: find by name, press, type, and read what stands there."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ltm_desktop.ui.style import dress, to_style_sheet
from ltm_desktop.ui.tokens import THEME, Theme

W = TypeVar("W", bound=QWidget)


class Apart(QObject):
    """Takes note of parts of the window that flash up as windows of their own."""

    def __init__(self) -> None:
        app = QApplication.instance()
        assert app is not None
        super().__init__(app)
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - the name is Qt's
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def dress_bare(app: QApplication, theme: Theme | None = None) -> None:
    """Dress what a test shows without the program's window: the sheet hangs on everything."""
    dress(app, theme)
    app.setStyleSheet(to_style_sheet(THEME.theme))


def undress(app: QApplication) -> None:
    """Leave the application without a rule of ours.

    An empty sheet would take the style itself away, and the next dressing would meet what is gone.
    """
    app.setStyleSheet("/* no rule */")


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """Return the one widget of that object name; not one just taken down that Qt will delete."""
    found = parent.findChildren(kind, name)
    assert found, name
    shown = [one for one in found if one.isVisibleTo(parent)]
    return next((one for one in (*shown, *found) if not one.isHidden()), found[0])


def line(parent: QWidget, name: str) -> QLineEdit:
    """Return a text field."""
    return find(parent, QLineEdit, name)


def press(parent: QWidget, name: str) -> None:
    """Click a button, a tick box or a link."""
    button = find(parent, QAbstractButton, name)
    assert button.isEnabled(), name
    button.click()


def type_into(parent: QWidget, name: str, text: str) -> QLineEdit:
    """Type into a field as a person does."""
    field = line(parent, name)
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        # What an input method commits.
        field.insert(text)
        field.textEdited.emit(field.text())
    return field


def press_key(widget: QWidget, key: Qt.Key) -> None:
    """Press one key where the widget is."""
    QTest.keyClick(widget, key)


def texts(parent: QWidget) -> str:
    """Return everything written anywhere in a window, hidden or not, with accessible names."""
    said = [parent.windowTitle()]
    for widget in parent.findChildren(QWidget):
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            said.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            said.append(widget.toPlainText())
    return "\n".join(said)
