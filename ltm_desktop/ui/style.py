"""Dress the application: style sheet, palette and letters from the tokens.

Chinese shows on any machine: the program's own font stands behind the system's.
Refuses a style sheet that names a token which does not exist.
"""

from dataclasses import fields
from functools import cache, lru_cache
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ltm_desktop import resource_files
from ltm_desktop.ui.collecting import nothing_collected
from ltm_desktop.ui.palettes import Tone
from ltm_desktop.ui.tokens import THEME, Theme, to_theme

_SHEETS = ("base.qss", "parts.qss")
_ICONS = ("chevron_down", "chevron_up", "dot", "tick", "tick_on_fill")
_WORDS = (
    QPalette.ColorRole.Text,
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.ButtonText,
)
_STYLED = "ltm_styled"
_WEARS = "ltm_wears_sheet"
_BORDERS = 4
"""What border and padding add above and below a control's text box, in logical pixels."""


def dress(app: QApplication, theme: Theme | None = None) -> None:
    """Give the whole application one look; windows made from now on wear it wholly."""
    theme = theme or to_theme()
    THEME.theme = theme
    if not app.property(_STYLED):
        # Once: a style taken away while widgets still hold it brings the program down.
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(_STYLED, True)
    with nothing_collected():
        app.setPalette(to_palette(theme))
        app.setFont(letters(theme))
        for window in app.topLevelWidgets():
            if window.property(_WEARS):
                wear_sheet(window)


def wear_sheet(window: QWidget) -> None:
    """Hang the style sheet on a window, now and again with each dressing.

    Its dialogs, menus, lists and hints wear it with it. On the application Qt would style every
    part anew with each layer it is put into (ADR 0043).
    """
    window.setProperty(_WEARS, True)
    window.setStyleSheet(to_style_sheet(THEME.theme))


@lru_cache(maxsize=1)
def to_style_sheet(theme: Theme) -> str:
    """Return the filled style sheet; raises KeyError for a token that does not exist."""
    tokens = to_names(theme)
    sheets = [resource_files.path("style", name).read_text("utf-8") for name in _SHEETS]
    return "\n".join(Template(sheet).substitute(tokens) for sheet in sheets)


def to_names(theme: Theme) -> dict[str, str]:
    """Return every token under the name style sheets use."""
    names: dict[str, str] = {}
    for field in fields(theme.palette):
        value = getattr(theme.palette, field.name)
        if isinstance(value, Tone):
            tone = {part.name: getattr(value, part.name) for part in fields(value)}
            names |= {f"{field.name}_{part}": colour for part, colour in tone.items()}
        else:
            names[field.name] = value
    for group in ("type", "space", "shape"):
        sizes = getattr(theme, group)
        names |= {f"{group}_{size.name}": str(getattr(sizes, size.name)) for size in fields(sizes)}
    names |= {f"icon_{icon}": _url(icon, theme.name) for icon in _ICONS}
    return names | _inner_sizes(theme) | _beside_borders(theme)


def _inner_sizes(theme: Theme) -> dict[str, str]:
    shape = theme.shape
    sizes = {
        "field": shape.field,
        "target": shape.target,
        "button": shape.button,
        "bedside": shape.bedside,
        "tool": shape.target + _BORDERS,
    }
    return {f"{name}_inner": str(size - _BORDERS) for name, size in sizes.items()}


def _beside_borders(theme: Theme) -> dict[str, str]:
    """Return paddings less a thicker border: what takes the focus keeps its size at every size."""
    space = theme.space
    return {
        "ringed_tight": str(space.tight - 1),
        "ringed_close": str(space.close - 1),
        "ringed_near": str(space.near - 1),
        "filled_tight": str(space.tight - 2),
        "filled_near": str(space.near - 2),
        "indicator_round": str(theme.shape.indicator // 2 + theme.shape.ring),
    }


def _url(icon: str, theme: str) -> str:
    # A style sheet takes pictures from files alone; quoted, for a path may hold spaces.
    return f'"{resource_files.path("icons", theme, icon + ".svg").as_posix()}"'


def to_palette(theme: Theme) -> QPalette:
    """Return the palette for what no style sheet reaches."""
    colours = theme.palette
    palette = QPalette(QColor(colours.page))
    roles = {
        QPalette.ColorRole.Window: colours.page,
        QPalette.ColorRole.Base: colours.card,
        QPalette.ColorRole.AlternateBase: colours.sunken,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.Button: colours.card,
        QPalette.ColorRole.BrightText: colours.stop.ink,
        QPalette.ColorRole.ToolTipBase: colours.tip,
        QPalette.ColorRole.ToolTipText: colours.on_tip,
        QPalette.ColorRole.Highlight: colours.fill,
        QPalette.ColorRole.HighlightedText: colours.on_fill,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in _WORDS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.on_disabled))
    return palette


def letters(theme: Theme) -> QFont:
    """Return the system's letters with the program's own behind them."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont()
    font.setFamilies([system.family(), *_own_families()])
    font.setPixelSize(theme.type.body)
    return font


@cache
def _own_families() -> tuple[str, ...]:
    folder: Path = resource_files.path("fonts")
    families: dict[str, None] = {}
    for path in sorted(folder.glob("*.ttf")):
        added = QFontDatabase.addApplicationFont(str(path))
        families |= dict.fromkeys(QFontDatabase.applicationFontFamilies(added))
    return tuple(families)
