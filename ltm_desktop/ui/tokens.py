"""Every colour, size and distance of the window, in one place.

Colours are named by what they mean. A theme is a value; `THEME` is the one worn now, and `dress`
alone changes it. Colour is never the only sign (ICO §2.1.5).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tone:
    """One meaning in colour: soft ground with ink and line, and the solid reverse."""

    ink: str
    soft: str
    line: str
    solid: str
    on_solid: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme, as #rrggbb."""

    page: str
    card: str
    sunken: str
    line: str
    field_line: str
    ink: str
    muted: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    on_accent: str
    rail: str
    rail_active: str
    on_rail: str
    practice: str
    """The rail and the line over everything of a practice site."""
    practice_active: str
    focus: str
    focus_on_dark: str
    disabled: str
    on_disabled: str
    selection: str
    stop: Tone
    caution: Tone
    ok: Tone
    advice: Tone
    neutral: Tone

    def tone(self, name: str) -> Tone:
        """Return a tone by its name: stop, caution, ok, advice or neutral."""
        tones = {
            "stop": self.stop,
            "caution": self.caution,
            "ok": self.ok,
            "advice": self.advice,
            "neutral": self.neutral,
        }
        return tones[name]


@dataclass(frozen=True, slots=True)
class Type:
    """Letter sizes in logical pixels; x-height stays above 2 mm at 96 dpi for clinical text."""

    small: int = 12
    body: int = 14
    strong: int = 15
    heading: int = 18
    title: int = 22


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
    icon: int = 20
    mark: int = 14


@dataclass(frozen=True, slots=True)
class Theme:
    """All tokens of one look."""

    name: str
    palette: Palette
    type: Type = Type()
    space: Space = Space()
    shape: Shape = Shape()


LIGHT = Theme(
    name="light",
    palette=Palette(
        page="#f3f5f7",
        card="#ffffff",
        sunken="#f8fafb",
        line="#dbe1e6",
        field_line="#7f8c98",
        ink="#16212b",
        muted="#52616e",
        accent="#0f6b78",
        accent_hover="#0c5a65",
        accent_pressed="#094954",
        accent_soft="#e5f1f3",
        on_accent="#ffffff",
        rail="#12343b",
        rail_active="#1f525c",
        on_rail="#dcecee",
        practice="#4c2a5c",
        practice_active="#6b4180",
        focus="#0b57d0",
        focus_on_dark="#ffd24d",
        disabled="#e7ebee",
        on_disabled="#55626e",
        selection="#d5eaee",
        stop=Tone("#8f1414", "#fdeaea", "#dc8f8f", "#b3191f", "#ffffff"),
        caution=Tone("#6f4500", "#fff5db", "#dfb24e", "#f4bd3c", "#2a1b00"),
        ok=Tone("#14592f", "#e6f5ec", "#8fcba8", "#1a7340", "#ffffff"),
        advice=Tone("#174a86", "#e8f0fb", "#9dbde7", "#1f5fae", "#ffffff"),
        neutral=Tone("#3a4854", "#f3f5f7", "#aab5bf", "#52616e", "#ffffff"),
    ),
)


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


THEME = Worn(LIGHT)
