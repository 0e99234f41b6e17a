"""What is wrong with what is told besides at the bedside."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "dosing.unit_slip": (
        _mark("{field}: {amount} is not plausible; {meant} typed in mmH₂O would be."),
        _mark("Choose the unit it was read in, or confirm twice that it was so."),
    ),
    "dosing.allergy_twice": (
        _mark("{substance} is listed twice among the allergies."),
        _mark("Keep one line for each substance, with all that happened."),
    ),
    "dosing.estimated_live": (
        _mark("{field}: a time told at the bedside is not estimated."),
        _mark("Read the clock, or tell the record as late or from paper, with the reason."),
    ),
}
