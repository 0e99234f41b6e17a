"""The line with the amount: drug, DOSE, amount with unit, and the route in words.

What was given is told by what was delivered, never by what was in the syringe.
"""

from ltm_desktop.app.wording.telling.parts import AmountLineWords
from ltm_desktop.app.wording.telling.voice import Voice, drug_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import (
    DoseChecked,
    DoseNotGiven,
    DosePrescribed,
    DoseRecorded,
    Given,
    NotGiven,
)
from ltm_desktop.domain.fractions import FractionRecorded, RadiotherapyPrescribed, SessionOutcome
from ltm_desktop.domain.protocol import ActivePhase, ActiveProtocol
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import Access


def medicine_line(
    drug: str, dose: Quantity, access: Access, say: Words, active: ActiveProtocol | None
) -> AmountLineWords:
    """Return a dose as read aloud: pemetrexed — DOSE 10 mg — intrathecal, Ommaya reservoir."""
    return AmountLineWords(
        drug_name(drug, say, active), say("DOSE"), say.amount(dose), route_words(access, say)
    )


def route_words(access: Access, say: Words) -> str:
    """Return route and access in words."""
    if access is Access.OMMAYA:
        return say("intrathecal, Ommaya reservoir")
    return say("intrathecal, lumbar puncture")


def amount_line(event: object, voice: Voice) -> AmountLineWords | None:
    """Return the line with the amount of one event, None for an event without one."""
    say, active = voice.say, voice.active
    match event:
        case DosePrescribed() | DoseChecked():
            return medicine_line(event.drug, event.dose, event.access, say, active)
        case DoseRecorded():
            return _given(event, voice)
        case DoseNotGiven():
            return _not_given(event, voice)
        case RadiotherapyPrescribed():
            return _course(event, voice)
        case FractionRecorded():
            return _fraction(event, voice)
        case _:
            return None


def _given(event: DoseRecorded, voice: Voice) -> AmountLineWords:
    say = voice.say
    whole = event.outcome is Given.COMPLETE
    return AmountLineWords(
        voice.drug(event.drug),
        say("DOSE") if whole else say("DELIVERED DOSE (calculated)"),
        say.amount(event.delivered),
        route_words(event.access, say),
    )


def _not_given(event: DoseNotGiven, voice: Voice) -> AmountLineWords:
    planned = {code: one.series.drug for one in _phases(voice) for code in one.series.items}
    drug = planned.get(event.item)
    return AmountLineWords(
        voice.drug(drug) if drug else event.item,
        voice.say("DOSE"),
        voice.say("not known") if event.outcome is NotGiven.UNKNOWN else voice.say("not given"),
        voice.say.term(event.outcome),
    )


def _phases(voice: Voice) -> tuple[ActivePhase, ...]:
    return tuple(voice.active.phases.values()) if voice.active else ()


def _course(event: RadiotherapyPrescribed, voice: Voice) -> AmountLineWords:
    say = voice.say
    first = event.targets[0]
    if len(event.targets) == 1:
        doses = say.amount(first.total)
        each = say(
            "{count} {count:fraction|fractions} of {dose}",
            count=event.fractions,
            dose=first.per_fraction,
        )
    else:
        doses = say.listing(f"{one.volume} {say.amount(one.total)}" for one in event.targets)
        each = say.many("{count} fraction", "{count} fractions", event.fractions)
    return AmountLineWords(say("radiotherapy course"), say("DOSE"), doses, each)


def _fraction(event: FractionRecorded, voice: Voice) -> AmountLineWords:
    say = voice.say
    treated = event.outcome is not SessionOutcome.NOT_TREATED
    return AmountLineWords(
        say("radiotherapy, fraction {number}", number=event.fraction),
        say("DOSE"),
        _delivered(event, voice),
        say("external beam, {machine}", machine=event.machine)
        if treated
        else say.term(event.outcome),
    )


def _delivered(event: FractionRecorded, voice: Voice) -> str:
    """Write the dose of one volume bare, of several with their names, of none as not given."""
    if not event.delivered:
        return voice.say("not given")
    if len(event.delivered) == 1:
        return voice.amount(event.delivered[0].dose)
    return voice.doses(event.delivered)
