"""The colours of the three themes, as values; what each is for says its name.

Colour is never the only sign (ICO §2.1.5). Contrast is measured by tests in the picture itself,
not here. Red, amber, green and blue keep their meaning in every theme (ICO §2.2.4).
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
    """Links, lines and drawings; never a ground."""
    accent_soft: str
    fill: str
    """The ground of the one action, of what is chosen and of what is selected."""
    fill_hover: str
    fill_pressed: str
    on_fill: str
    rail: str
    rail_active: str
    rail_line: str
    on_rail: str
    on_rail_active: str
    rail_disabled: str
    rail_alarm: str
    practice: str
    """The rail and the line over everything of a practice site."""
    practice_active: str
    focus: str
    focus_on_rail: str
    focus_on_fill: str
    disabled: str
    on_disabled: str
    selection: str
    tip: str
    on_tip: str
    dead: str
    """The banner of a patient who has died, and its hatching."""
    dead_hatch: str
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


LIGHT = Palette(
    page="#f3f5f7",
    card="#ffffff",
    sunken="#f8fafb",
    line="#dbe1e6",
    field_line="#7c8995",
    ink="#16212b",
    muted="#52616e",
    accent="#0f6b78",
    accent_soft="#e5f1f3",
    fill="#0f6b78",
    fill_hover="#0c5a65",
    fill_pressed="#094954",
    on_fill="#ffffff",
    rail="#12343b",
    rail_active="#1f525c",
    rail_line="#12343b",
    on_rail="#dcecee",
    on_rail_active="#ffffff",
    rail_disabled="#86a0a6",
    rail_alarm="#ff8a8a",
    practice="#4c2a5c",
    practice_active="#6b4180",
    focus="#0b57d0",
    focus_on_rail="#ffd24d",
    focus_on_fill="#ffd24d",
    disabled="#e7ebee",
    on_disabled="#55626e",
    selection="#d5eaee",
    tip="#16212b",
    on_tip="#ffffff",
    dead="#e9e6ee",
    dead_hatch="#cfc9d8",
    stop=Tone("#8f1414", "#fdeaea", "#dc8f8f", "#b3191f", "#ffffff"),
    caution=Tone("#6f4500", "#fff5db", "#dfb24e", "#f4bd3c", "#2a1b00"),
    ok=Tone("#14592f", "#e6f5ec", "#8fcba8", "#1a7340", "#ffffff"),
    advice=Tone("#174a86", "#e8f0fb", "#9dbde7", "#1f5fae", "#ffffff"),
    neutral=Tone("#3a4854", "#f3f5f7", "#aab5bf", "#52616e", "#ffffff"),
)

DARK = Palette(
    page="#10181e",
    card="#18232b",
    sunken="#131d24",
    line="#33434f",
    field_line="#8496a4",
    ink="#e8eef3",
    muted="#aebbc6",
    accent="#5cc4d2",
    accent_soft="#173a41",
    fill="#17808f",
    fill_hover="#146f7c",
    fill_pressed="#10606b",
    on_fill="#ffffff",
    rail="#0a1c21",
    rail_active="#1f525c",
    rail_line="#33434f",
    on_rail="#dcecee",
    on_rail_active="#ffffff",
    rail_disabled="#86a0a6",
    rail_alarm="#ff8a8a",
    practice="#4c2a5c",
    practice_active="#6b4180",
    focus="#8ab8ff",
    focus_on_rail="#ffd24d",
    focus_on_fill="#ffd24d",
    disabled="#263540",
    on_disabled="#a3b1bc",
    selection="#1d4a53",
    tip="#e8eef3",
    on_tip="#10181e",
    dead="#2b2833",
    dead_hatch="#443e52",
    stop=Tone("#ffa8a3", "#3b1b1e", "#b0555a", "#cf3a3f", "#ffffff"),
    caution=Tone("#f5c869", "#352a12", "#8f7029", "#f4bd3c", "#2a1b00"),
    ok=Tone("#82d8a3", "#15301f", "#42855c", "#48b478", "#04210f"),
    advice=Tone("#a3c9ff", "#162a42", "#4a73a8", "#3b7bd0", "#ffffff"),
    neutral=Tone("#c6d1da", "#202c35", "#5f707d", "#93a3b0", "#0f161b"),
)

CONTRAST = Palette(
    page="#000000",
    card="#000000",
    sunken="#000000",
    line="#8c8c8c",
    field_line="#ffffff",
    ink="#ffffff",
    muted="#ffffff",
    accent="#ffe600",
    accent_soft="#333333",
    fill="#ffe600",
    fill_hover="#fff27a",
    fill_pressed="#ffffff",
    on_fill="#000000",
    rail="#000000",
    rail_active="#3d3d3d",
    rail_line="#ffffff",
    on_rail="#ffffff",
    on_rail_active="#ffffff",
    rail_disabled="#b0b0b0",
    rail_alarm="#ff8a8a",
    practice="#5a0f78",
    practice_active="#7b2a9c",
    focus="#00e5ff",
    focus_on_rail="#00e5ff",
    focus_on_fill="#0a52ff",
    disabled="#1f1f1f",
    on_disabled="#c8c8c8",
    selection="#004d59",
    tip="#ffffff",
    on_tip="#000000",
    dead="#262626",
    dead_hatch="#4d4d4d",
    stop=Tone("#ffb3b3", "#1f0000", "#ff8080", "#d62828", "#ffffff"),
    caution=Tone("#ffd24d", "#1c1500", "#ffd24d", "#ffd24d", "#000000"),
    ok=Tone("#7dff9e", "#001a08", "#7dff9e", "#7dff9e", "#000000"),
    advice=Tone("#9dd0ff", "#00142b", "#9dd0ff", "#3b8cff", "#000000"),
    neutral=Tone("#ffffff", "#000000", "#ffffff", "#d9d9d9", "#000000"),
)
