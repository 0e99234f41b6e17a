"""What is wrong with an amount as typed, and how to type it."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "quantities.empty": (
        _mark("No number was typed."),
        _mark("Type the amount."),
    ),
    "quantities.comma": (
        _mark("“{typed}” has a comma, which can be read two ways."),
        _mark("Type the number with a point, such as 1.5."),
    ),
    "quantities.not_a_number": (
        _mark("“{typed}” is not a number."),
        _mark("Type digits only, with at most one point."),
    ),
    "quantities.wrong_unit": (
        _mark("“{typed}” is not the unit of this field."),
        _mark("Type the amount in {expected}."),
    ),
}
