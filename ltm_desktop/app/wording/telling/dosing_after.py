"""What was done beside an injection, and how its record came about, as people read it."""

from collections.abc import Iterator

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.dosing import AfterCare, CompanionGiven, DoseRecorded, Source

Lines = tuple[StatementLine, ...]


def tell_after_care(after: AfterCare, voice: Voice) -> StatementSection:
    """Tell companions, samples, complications and what became of a syringe not emptied."""
    say, line = voice.say, voice.line
    samples = say.listing(voice.coded("csf_sample", one) for one in after.samples)
    found = say.listing(voice.coded("immediate_complication", one) for one in after.complications)
    lines = (
        *_companions(after.companions, voice),
        line(say("CSF samples"), samples or say("none")),
        line(say("Complications"), found or say("none"), emphasis=bool(found)),
        line(say("Rest of the syringe"), voice.coded("leftover", after.leftover)),
        line(say("Spilt, and what was done"), after.spill or say("nothing")),
    )
    return StatementSection(say("Companion drugs, samples, complications"), lines)


def _companions(companions: tuple[CompanionGiven, ...], voice: Voice) -> Iterator[StatementLine]:
    if not companions:
        yield voice.line(voice.say("Companion drugs"), voice.say("none"))
    for one in companions:
        yield voice.line(companion_name(one.drug, voice), _companion(one, voice))


def _companion(told: CompanionGiven, voice: Voice) -> str:
    say = voice.say
    order = say.term(f"companion_order.{told.order}") if told.order else ""
    dose, why = voice.amount(told.dose), told.reason or voice.nothing
    if told.given:
        return say("given, {dose}, {order}; notes: {why}", dose=dose, order=order, why=why)
    return say("not given, {dose}, {order}; because: {why}", dose=dose, order=order, why=why)


def companion_name(code: str, voice: Voice) -> str:
    """Return the protocol's name of a companion drug, the code where it has none."""
    drugs = voice.active.drugs.values() if voice.active else ()
    labels = {one.code: one.label for drug in drugs for one in drug.companions}
    return labels[code].text(voice.say.language) if code in labels else code


def source_lines(event: DoseRecorded, voice: Voice) -> Lines:
    """Tell whether a record was told at the bedside, later, from paper, or puts another right."""
    say, line = voice.say, voice.line
    live = event.source is Source.LIVE
    late = (line(say("Told late because"), event.late_reason),) if _why(event) else ()
    again = (
        line(say("Corrects record"), event.corrects or "", emphasis=True),
        line(say("Corrected because"), voice.coded("correction_reason", event.correction_reason)),
    )
    return (
        line(say("How it was told"), say.term(event.source), emphasis=not live),
        *late,
        *(again if event.corrects or event.correction_reason else ()),
    )


def _why(event: DoseRecorded) -> bool:
    return event.source is not Source.LIVE or bool(event.late_reason)
