"""The steps of a dose round its check and injection, every field of each, as people read them."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.dosing_findings import tell_syringe
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_steps import (
    Allergy,
    Assessment,
    InjectionStarted,
    OrderVerified,
    PatientAssessed,
    PatientCalled,
    PatientObserved,
    SyringePrepared,
    SyringeReceived,
    SyringeReleased,
    TimeOutDone,
    TimeOutStopped,
    Vitals,
)

Sections = tuple[StatementSection, ...]
Lines = tuple[StatementLine, ...]


def tell_assessment(event: PatientAssessed, voice: Voice) -> Sections:
    """Tell how the patient was before a dose."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        *_asked(event.assessment, voice),
        *_other_drugs(event.assessment, voice),
        line(say("Notes"), event.note),
    )
    return (
        StatementSection(say("Assessment before the dose"), lines),
        _vitals(event.assessment.vitals, voice),
    )


def _asked(told: Assessment, voice: Voice) -> Lines:
    say, line = voice.say, voice.line
    signs = say.listing(voice.coded("raised_pressure_sign", one) for one in told.pressure_signs)
    return (
        line(say("Consent valid"), voice.yes_no(told.consent_valid)),
        line(say("Symptoms since the last dose"), told.symptoms),
        line(say("Signs of raised pressure"), signs or say("none")),
        line(say("Local infection"), voice.yes_no(told.local_infection)),
        line(say("Headache, 0 to 10"), voice.amount(told.headache)),
        line(say("ECOG performance status, 0 to 4"), voice.amount(told.performance)),
        line(
            say("Allergies"),
            allergy_words(told.allergies, say),
            emphasis=bool(told.allergies),
        ),
    )


def allergy_words(allergies: tuple[Allergy, ...] | None, say: Words) -> str:
    """Write what is known of allergies: each with its reaction, none known, or blank."""
    if allergies is None:
        return ""
    return say.listing(
        say("{substance}: {reaction}", substance=one.substance, reaction=one.reaction)
        if one.reaction
        else say("{substance}, reaction not known", substance=one.substance)
        for one in allergies
    ) or say("none known")


def _other_drugs(told: Assessment, voice: Voice) -> Lines:
    say, line, other = voice.say, voice.line, told.other_cytotoxic
    near = (
        line(say("Other cytotoxic drug"), other.drug if other else say("none")),
        line(say("Given on"), voice.day(other.on if other else None)),
        line(say("In the same room"), voice.yes_no(other.same_room) if other else ""),
    )
    return (
        line(say("Anticoagulant"), told.anticoagulant or say("none")),
        line(say("Anticoagulant paused"), voice.yes_no(told.anticoagulant_held)),
        line(say("Folic acid without a gap"), voice.amount(told.folic_acid_days)),
        line(say("Vitamin B12 on"), voice.day(told.vitamin_b12_on)),
        line(say("Intravenous pemetrexed on"), voice.day(told.intravenous_pemetrexed_on)),
        *(near if other else near[:1]),
    )


def _vitals(told: Vitals, voice: Voice) -> StatementSection:
    say, line, amount = voice.say, voice.line, voice.amount
    lines = (
        line(say("Temperature"), amount(told.temperature)),
        line(say("Pulse"), amount(told.pulse)),
        line(say("Systolic pressure"), amount(told.systolic)),
        line(say("Diastolic pressure"), amount(told.diastolic)),
        line(say("Breaths"), amount(told.breaths)),
        line(say("Oxygen saturation"), amount(told.saturation)),
        line(say("Pain, 0 to 10"), amount(told.pain)),
        line(say("Glasgow Coma Scale, 3 to 15"), amount(told.coma_scale)),
    )
    return StatementSection(say("Vital signs"), lines)


def tell_verification(event: OrderVerified, voice: Voice) -> Sections:
    """Tell that a pharmacist verified the order."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Verified by"), voice.person(event.pharmacist)),
        line(say("Notes"), event.note),
    )
    return (StatementSection(say("Verification of the order"), lines),)


def tell_preparation(event: SyringePrepared, voice: Voice) -> Sections:
    """Tell how the syringe was made."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Preparation"), event.preparation),
        line(say("Dose in the syringe"), voice.amount(event.dose), emphasis=True),
        line(say("Free of preservatives"), voice.yes_no(event.preservative_free)),
        line(say("Prepared by"), voice.person(event.preparer)),
        line(say("Second person"), voice.person(event.second)),
        line(say("Prepared at"), voice.moment(event.prepared_at)),
        line(say("Label printed"), voice.yes_no(event.label_printed)),
    )
    made = StatementSection(say("Preparation of the syringe"), lines)
    return (made, tell_syringe(event.syringe, voice))


def tell_release(event: SyringeReleased, voice: Voice) -> Sections:
    """Tell that the syringe left the pharmacy."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Preparation"), event.preparation),
        line(say("Handed to"), event.handed_to),
        line(say("Released by"), voice.person(event.by)),
    )
    return (StatementSection(say("Release of the syringe"), lines),)


def tell_receipt(event: SyringeReceived, voice: Voice) -> Sections:
    """Tell that the syringe reached the bedside."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Preparation"), event.preparation),
        line(say("Intact"), voice.yes_no(event.intact), emphasis=not event.intact),
        line(say("Received by"), voice.person(event.by)),
        line(say("Notes"), event.note),
    )
    return (StatementSection(say("Receipt of the syringe"), lines),)


def tell_time_out(event: TimeOutDone, voice: Voice) -> Sections:
    """Tell the lines that were read aloud, in their order."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Operator"), voice.person(event.operator)),
        line(say("Second person"), voice.person(event.second)),
        line(say("Read aloud"), say.listing(say.term(f"time_out.{one}") for one in event.lines)),
        line(say("Record"), event.record),
    )
    return (StatementSection(say("Time-out"), lines),)


def tell_stop(event: TimeOutStopped, voice: Voice) -> Sections:
    """Tell at which line somebody said no, and what was said."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Stopped at the line"), say.term(f"time_out.{event.line}"), emphasis=True),
        line(say("What was said"), event.reason),
        line(say("Record"), event.record),
    )
    return (StatementSection(say("Time-out stopped"), lines),)


def tell_start(event: InjectionStarted, voice: Voice) -> Sections:
    """Tell that an injection began."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Injects"), voice.person(event.operator)),
        line(say("Second person"), voice.person(event.second)),
        line(say("Started at"), voice.moment(event.started_at)),
        line(say("Record"), event.record),
    )
    return (StatementSection(say("Start of the injection"), lines),)


def tell_observation(event: PatientObserved, voice: Voice) -> Sections:
    """Tell an observation after an injection."""
    say, line = voice.say, voice.line
    found = say.listing(voice.coded("immediate_complication", one) for one in event.complications)
    lines = (
        line(say("Observed at"), voice.moment(event.observed_at)),
        line(say("Complications"), found or say("none"), emphasis=bool(found)),
        line(say("Last observation"), voice.yes_no(event.last)),
        line(say("Ended early because"), event.ended_early or say("not ended early")),
        line(say("Notes"), event.note),
        line(say("Record"), event.record),
    )
    return (StatementSection(say("Observation"), lines), _vitals(event.vitals, voice))


def tell_call(event: PatientCalled, voice: Voice) -> Sections:
    """Tell a call after a lumbar puncture."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned call, days after"), str(event.day)),
        line(say("Called at"), voice.moment(event.called_at)),
        line(say("Reached"), voice.yes_no(event.reached)),
        line(say("Headache, 0 to 10"), voice.amount(event.headache)),
        line(say("Worse when upright"), voice.yes_no(event.postural)),
        line(say("Blood patch on"), voice.day(event.blood_patch_on) or say("none")),
        line(say("Notes"), event.note),
        line(say("Record"), event.record),
    )
    return (StatementSection(say("Call after a lumbar puncture"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    PatientAssessed: tell_assessment,
    OrderVerified: tell_verification,
    SyringePrepared: tell_preparation,
    SyringeReleased: tell_release,
    SyringeReceived: tell_receipt,
    TimeOutDone: tell_time_out,
    TimeOutStopped: tell_stop,
    InjectionStarted: tell_start,
    PatientObserved: tell_observation,
    PatientCalled: tell_call,
}
