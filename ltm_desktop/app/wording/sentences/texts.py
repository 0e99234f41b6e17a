"""What the alerts about typed texts mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "texts.unseen_character": (
        _mark("“{text}” holds a character that nobody can see: {character}."),
        _mark("Type the text again by hand instead of pasting it."),
    ),
    "texts.too_long": (
        _mark("“{text}” is longer than {longest} characters."),
        _mark("Shorten it; longer text belongs into the note."),
    ),
    "texts.too_long_for_code": (
        _mark("“{text}” is too long to fit into the code printed on records."),
        _mark("Use at most {longest} letters and digits."),
    ),
    "texts.not_a_count": (
        _mark("{typed} is not a count."),
        _mark("Type a whole number."),
    ),
}
