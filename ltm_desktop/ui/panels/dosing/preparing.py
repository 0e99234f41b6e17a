"""What follows from strength, diluent and time at a preparation, worded. No Qt.

Every line is calculated and says from what; nothing of it is typed.
"""

from collections.abc import Iterator

from ltm_desktop.ui.panels.dosing import prepare
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.prepare import Maths


def lines(acting: Acting) -> tuple[str, ...]:
    """Return each result that its inputs allow."""
    sums = prepare.maths(acting.fields, prepare.dose_of(acting))
    return (*(_sums(sums, acting) if sums else ()), *_use_by(acting))


def _sums(sums: Maths, acting: Acting) -> Iterator[str]:
    say = acting.say
    yield say(
        "Draw up {drawn}: {dose} divided by {strength}",
        drawn=sums.drawn,
        dose=sums.dose,
        strength=sums.strength,
    )
    if not sums.exact:
        yield say("The volume is rounded to 0.01 mL.")
    if sums.volume is not None and sums.concentration is not None:
        yield say(
            "{volume} in the syringe: {drawn} and {diluent} of diluent, {concentration}",
            volume=sums.volume,
            drawn=sums.drawn,
            diluent=sums.diluent,
            concentration=sums.concentration,
        )
    if sums.line_percent is not None:
        yield say(
            "One line of the syringe is {percent} % of the volume drawn up",
            percent=sums.line_percent,
        )


def _use_by(acting: Acting) -> Iterator[str]:
    say, latest = acting.say, prepare.latest(acting)
    if latest is None or acting.active is None:
        return
    hours = acting.active.drug_of(acting.item).beyond_use_hours
    yield say(
        "Use by {moment} at the latest: {hours} h after preparation, or the end of the expiry day",
        moment=latest,
        hours=hours,
    )
