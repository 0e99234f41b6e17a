"""Which theme and text size this workstation wears, and what the keys make of it.

Until somebody has chosen, the computer's own setting is followed. Refuses nothing: what was kept
and cannot be read is the same as nothing kept.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QStyleHints

from ltm_desktop.ui.tokens import PALETTES, PERCENTS, THEME, Theme, to_theme

_NAMES = tuple(PALETTES)
_THEME, _PERCENT = "theme", "text_percent"


@dataclass(frozen=True, slots=True)
class Look:
    """One theme at one text size."""

    name: str = "light"
    percent: int = 100

    def to_theme(self) -> Theme:
        """Return all its tokens."""
        return to_theme(self.name, self.percent)

    def next_theme(self) -> "Look":
        """Return the theme that the key brings next, at the same size."""
        return replace(self, name=_NAMES[(_NAMES.index(self.name) + 1) % len(_NAMES)])

    def stepped(self, by: int) -> "Look":
        """Return the next text size up or down, or the same at the end."""
        place = PERCENTS.index(self.percent) + by
        return replace(self, percent=PERCENTS[max(0, min(place, len(PERCENTS) - 1))])


def worn() -> Look:
    """Return the look that the window wears now."""
    return Look(THEME.theme.name, THEME.theme.percent)


def chosen(settings: QSettings, hints: QStyleHints) -> Look:
    """Return what this workstation kept, or what its system asks for."""
    name, percent = str(settings.value(_THEME, "")), str(settings.value(_PERCENT, ""))
    sizes = {str(one): one for one in PERCENTS}
    return Look(name if name in _NAMES else _of_the_system(hints), sizes.get(percent, PERCENTS[0]))


def keep(settings: QSettings, look: Look) -> None:
    """Keep a choice for everybody at this workstation."""
    settings.setValue(_THEME, look.name)
    settings.setValue(_PERCENT, look.percent)


def _of_the_system(hints: QStyleHints) -> str:
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
