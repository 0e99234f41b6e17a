"""Every colour, size and distance of the window, in one place.

Colours are named by what they mean. A theme is a value; `THEME` is the one worn now, and `dress`
alone changes it. Colour is never the only sign (ICO §2.1.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from ltm_desktop.ui.palettes import CONTRAST, DARK, LIGHT, Palette


@dataclass(frozen=True, slots=True)
class Type:
    """Letter sizes in logical pixels; x-height stays above 2 mm at 96 dpi for clinical text."""

    least: int = 10
    tiny: int = 11
    small: int = 12
    body: int = 14
    strong: int = 15
    heading: int = 18
    title: int = 22
    call_label: int = 18
    call_text: int = 21
    call_title: int = 28
    call_number: int = 34
    """The emergency page is read from across a room."""


@dataclass(frozen=True, slots=True)
class Space:
    """Distances in logical pixels."""

    hair: int = 2
    tight: int = 4
    close: int = 8
    near: int = 12
    normal: int = 16
    wide: int = 24


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of controls in logical pixels; bedside targets suit gloves."""

    radius: int = 6
    card_radius: int = 8
    ring: int = 2
    target: int = 24
    button: int = 32
    field: int = 34
    bedside: int = 44
    rail: int = 84
    rail_key: int = 16
    day: int = 28
    icon: int = 20
    mark: int = 14
    indicator: int = 16
    scroll: int = 12


@dataclass(frozen=True, slots=True)
class Theme:
    """All tokens of one look."""

    name: str
    palette: Palette
    type: Type = Type()
    space: Space = Space()
    shape: Shape = Shape()
    percent: int = 100


PALETTES: Mapping[str, Palette] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
PERCENTS = (100, 125, 150)
WHOLE = PERCENTS[0]
"""The size at which every page holds in the smallest window."""
_FIXED = ("radius", "card_radius", "ring")


def to_theme(name: str = "light", percent: int = 100) -> Theme:
    """Return a theme with its letters, and all that holds them, at a size in percent."""
    shape = Shape()
    kept = {field: getattr(shape, field) for field in _FIXED}
    return Theme(
        name=name,
        palette=PALETTES[name],
        type=_scaled(Type(), percent),
        space=_scaled(Space(), percent),
        shape=replace(_scaled(shape, percent), **kept),
        percent=percent,
    )


_Sizes = TypeVar("_Sizes", Type, Space, Shape)


def _scaled(sizes: _Sizes, percent: int) -> _Sizes:
    grown = {one.name: round(getattr(sizes, one.name) * percent / 100) for one in fields(sizes)}
    return replace(sizes, **grown)


class Worn:
    """The look the window wears now; ask it when painting or making, never when importing."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    @property
    def palette(self) -> Palette:
        """Return the colours worn now."""
        return self.theme.palette

    @property
    def type(self) -> Type:
        """Return the letter sizes worn now."""
        return self.theme.type

    @property
    def space(self) -> Space:
        """Return the distances worn now."""
        return self.theme.space

    @property
    def shape(self) -> Shape:
        """Return the sizes of controls worn now."""
        return self.theme.shape

    def scaled(self, pixels: int) -> int:
        """Return a length that holds letters, as long as the letters worn now make it."""
        return round(pixels * self.theme.percent / 100)


THEME = Worn(to_theme())
