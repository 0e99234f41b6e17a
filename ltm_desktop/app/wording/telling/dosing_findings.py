"""What stands on the tray and what was found at the access, every field, as people read it."""

from collections.abc import Collection

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.dosing import LumbarFacts, OmmayaFacts, Syringe, Technique

Lines = tuple[StatementLine, ...]


def tell_syringe(syringe: Syringe, voice: Voice) -> StatementSection:
    """Tell what stands on the tray: the product behind it and the syringe as labelled."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Preparation"), syringe.preparation),
        line(say("Product"), syringe.product),
        line(say("Lot"), syringe.lot),
        line(say("Expiry"), voice.day(syringe.expiry)),
        line(say("Product number (GTIN)"), syringe.gtin),
        line(say("Serial number"), syringe.serial),
        line(say("Trace code"), syringe.trace_code),
        line(say("Product read by"), say.term(syringe.read_by)),
        *_typed(syringe, voice),
        *_drawn(syringe, voice),
        line(say("Volume in the syringe"), voice.amount(syringe.volume)),
        line(say("Graduation"), voice.amount(syringe.graduation)),
        line(say("Use by"), voice.moment(syringe.use_by)),
    )
    return StatementSection(say("Syringe"), lines)


def _drawn(syringe: Syringe, voice: Voice) -> Lines:
    if syringe.strength is None:
        return ()
    return (voice.line(voice.say("Strength of the stock"), voice.amount(syringe.strength)),)


def _typed(syringe: Syringe, voice: Voice) -> Lines:
    if not syringe.typed_reason:
        return ()
    why = voice.coded("typed_reason", syringe.typed_reason)
    return (voice.line(voice.say("Typed because"), why),)


def tell_findings(
    facts: OmmayaFacts | LumbarFacts, voice: Voice, estimated: Collection[str] = ()
) -> StatementSection:
    """Tell what was seen and done at the access that was used; what is estimated says so."""
    taken = approximate("csf_withdrawn", voice.amount(facts.csf_withdrawn), estimated, voice)
    if isinstance(facts, OmmayaFacts):
        lines = (*_ommaya(facts, voice, taken), *_after_ommaya(facts, voice))
        return StatementSection(voice.say("Ommaya reservoir findings"), lines)
    lines = (
        *_puncture(facts, voice),
        *_pressures(facts, voice, taken),
        *_after_puncture(facts, voice),
    )
    return StatementSection(voice.say("Lumbar puncture findings"), lines)


def approximate(name: str, value: str, estimated: Collection[str], voice: Voice) -> str:
    """Write a value with the sign of an estimate where it is one (nhs-cui D+Tb-0014)."""
    return voice.say("approx. {value}", value=value) if name in estimated else value


def tell_technique(technique: Technique, voice: Voice) -> StatementSection:
    """Tell how the injection was done: asepsis, resistance, CSF half-way, pain."""
    say, line = voice.say, voice.line
    barriers = say.listing(voice.coded("barrier", one) for one in technique.barriers)
    lines = (
        line(say("Skin agent"), voice.coded("skin_agent", technique.skin_agent)),
        line(say("Skin dry before the puncture"), _answer(technique.skin_dried, voice)),
        line(say("Worn and laid"), barriers),
        line(say("Drug mixed with CSF"), _answer(technique.mixed_with_csf, voice)),
        line(say("Resistance to the injection"), _answer(technique.resistance, voice)),
        line(say("Free CSF half-way"), _answer(technique.csf_midway, voice)),
        line(say("Pain during the injection, 0 to 10"), voice.amount(technique.injection_pain)),
    )
    return StatementSection(say("How it was injected"), lines)


def _answer(code: str, voice: Voice) -> str:
    return _term("answer", code, voice)


def _ommaya(facts: OmmayaFacts, voice: Voice, taken: str) -> Lines:
    say, line = voice.say, voice.line
    return (
        line(say("Site inspection"), voice.coded("site_inspection", facts.site_inspection)),
        line(say("Dome pumped before"), voice.amount(facts.dome_pumps)),
        line(say("Refill of the dome"), voice.coded("refill", facts.refill)),
        line(say("Needle"), voice.coded("ommaya_needle", facts.needle)),
        line(say("Needle gauge"), voice.amount(facts.needle_gauge)),
        line(say("Punctures"), voice.amount(facts.punctures)),
        line(say("Free return of CSF"), voice.yes_no(facts.csf_return)),
        line(say("CSF withdrawn"), taken),
        line(say("CSF appearance"), voice.coded("csf_appearance", facts.csf_appearance)),
    )


def _after_ommaya(facts: OmmayaFacts, voice: Voice) -> Lines:
    say, line = voice.say, voice.line
    return (
        line(say("Pressure"), voice.amount(facts.pressure)),
        line(say("Zero level of the pressure"), facts.zero_level),
        line(say("Flush fluid"), voice.coded("flush_fluid", facts.flush_fluid)),
        line(say("Flush"), voice.amount(facts.flush)),
        line(say("Dome pumped after"), voice.amount(facts.after_pumps)),
        line(say("Needle removed, dressing on"), _answer(facts.needle_out, voice)),
    )


def _puncture(facts: LumbarFacts, voice: Voice) -> Lines:
    say, line = voice.say, voice.line
    return (
        line(say("Imaging seen, of"), voice.day(facts.imaging_on)),
        line(say("Site inspection"), voice.coded("site_inspection", facts.site_inspection)),
        line(say("Position"), voice.coded("position", facts.position)),
        line(say("Interspace"), voice.coded("interspace", facts.interspace)),
        line(say("Guidance"), voice.coded("guidance", facts.guidance)),
        line(say("Local anaesthetic"), facts.local_anaesthetic),
        line(say("Volume of local anaesthetic"), voice.amount(facts.local_anaesthetic_volume)),
        line(
            say("Local anaesthetic free of preservatives"),
            _answer(facts.local_anaesthetic_plain, voice),
        ),
        line(say("Needle type"), voice.coded("lumbar_needle", facts.needle_type)),
        line(say("Needle gauge"), voice.amount(facts.needle_gauge)),
        line(say("NRFit connector"), _answer(facts.nrfit, voice)),
        line(say("Attempts"), voice.amount(facts.attempts)),
        line(say("Levels tried"), voice.amount(facts.levels)),
    )


def _pressures(facts: LumbarFacts, voice: Voice, taken: str) -> Lines:
    say, line = voice.say, voice.line
    return (
        line(say("Opening pressure"), voice.amount(facts.opening_pressure)),
        line(say("Free return of CSF"), voice.yes_no(facts.csf_return)),
        line(say("CSF withdrawn"), taken),
        line(say("CSF appearance"), voice.coded("csf_appearance", facts.csf_appearance)),
        line(say("Red cells, first tube"), voice.amount(facts.red_cells_first)),
        line(say("Red cells, last tube"), voice.amount(facts.red_cells_last)),
        line(say("Closing pressure"), voice.amount(facts.closing_pressure)),
    )


def _after_puncture(facts: LumbarFacts, voice: Voice) -> Lines:
    say, line = voice.say, voice.line
    return (
        line(say("Traumatic tap"), voice.coded("traumatic_tap", facts.traumatic)),
        line(say("Paraesthesia"), _term("paraesthesia", facts.paraesthesia, voice)),
        line(say("Paraesthesia lasting"), _answer(facts.paraesthesia_lasting, voice)),
        line(say("Rest after the puncture"), voice.amount(facts.rest)),
        line(say("Posture at rest"), voice.coded("rest_posture", facts.rest_posture)),
    )


def _term(topic: str, code: str, voice: Voice) -> str:
    return voice.say.term(f"{topic}.{code}") if code else ""
