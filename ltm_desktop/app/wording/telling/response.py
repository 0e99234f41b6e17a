"""An assessment of response as it was signed: every component filled, judged or explained.

A code the protocol or the instruments do not have is shown as it is.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response import (
    Cytology,
    LmClass,
    Markers,
    MriScore,
    NeuroScore,
    Performance,
    ResponseAssessed,
    SteroidDose,
)
from ltm_desktop.domain.response_terms import (
    BASELINE,
    UNSCHEDULED,
    Component,
    Instruments,
    MriOverall,
)
from ltm_desktop.domain.setting_kinds import Label

Sections = tuple[StatementSection, ...]
_DAY = "day_"


def named_point(point: str, say: Words) -> str:
    """Name a time point: baseline, day 14 after the first dose, unscheduled."""
    days = point.removeprefix(_DAY)
    if point in (BASELINE, UNSCHEDULED):
        return say.term(f"time_point.{point}")
    if point.startswith(_DAY) and days.isdecimal():
        return say("Day {day} after the first dose", day=int(days))
    return point


def category_words(code: str, say: Words, active: ActiveProtocol | None) -> str:
    """Name an overall category as the protocol does, the code where it has none."""
    trial = active.protocol.response if active else None
    known = trial.categories.get(code) if trial else None
    return known.label.text(say.language) if known else code


def mri_words(overall: MriOverall, say: Words) -> str:
    """Name the overall line of the MRI scorecard with its letters: PR - partial response."""
    return say("{letters} - {words}", letters=overall.value.upper(), words=say.term(overall))


def tell_response(event: ResponseAssessed, voice: Voice) -> Sections:
    """Tell an assessment: what it was of, each component, and the judgement."""
    say = voice.say
    parts = (
        StatementSection(
            say.begin(say.term(component)), tuple(tell_component(event, component, voice))
        )
        for component in Component
    )
    return (tell_head(event, voice), *parts, *tell_beside(event, voice))


def tell_head(event: ResponseAssessed, voice: Voice) -> StatementSection:
    """Tell what was assessed, by whom, and the judgement of the whole."""
    return StatementSection(voice.say("Assessment of response"), tuple(_head(event, voice)))


def tell_beside(event: ResponseAssessed, voice: Voice) -> Sections:
    """Tell the class of the disease and what is put right, where there is such."""
    say, line = voice.say, voice.line
    corrects = (
        line(say("Corrects record"), event.corrects or ""),
        line(say("Reason"), voice.coded("correction_reason", event.correction_reason)),
    )
    correction = (StatementSection(say("Correction"), corrects),) if event.corrects else ()
    return (*_disease(event.lm_class, voice), *correction)


def _head(event: ResponseAssessed, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(say("Record"), event.record)
    yield line(say("Assessed on"), say.date(event.on))
    yield line(say("Time point"), named_point(event.time_point, say))
    yield line(say("Assessor"), voice.person(event.assessor))
    yield line(say("Assessor also ordered doses of this patient"), voice.yes_no(event.treats))
    overall = category_words(event.overall, say, voice.active)
    none = say("none, it is the baseline") if event.is_baseline else ""
    yield line(say("Overall response"), overall or none, emphasis=True)
    yield line(say("Definition signed for it"), _definition(event.overall, voice))
    if event.not_evaluable_reason:
        yield line(say("Why it cannot be evaluated"), event.not_evaluable_reason)
    yield line(say("Rationale"), event.rationale)


def _definition(overall: str, voice: Voice) -> str:
    rules = voice.active.response if voice.active else None
    known = rules.categories.get(overall) if rules else None
    if known is None:
        return ""
    return known.definition or voice.say("no definition is written")


def tell_component(
    event: ResponseAssessed, component: Component, voice: Voice
) -> Iterator[StatementLine]:
    """Tell what was found of one component, how it was judged, or why it was not done."""
    say, line = voice.say, voice.line
    found = getattr(event, _FILLED[component])
    if found is not None:
        yield from _TELL[component](found, voice)
    for judged in event.judged:
        if judged.component is component:
            yield line(say("Against baseline"), say.term(judged.change), emphasis=True)
    for why in event.not_done:
        if why.component is component:
            reason = voice.coded("response_not_done", why.reason)
            yield line(say("Not done because"), reason, emphasis=True)
            yield line(say("Further remark"), why.note)
    if found is None and event.why_not(component) is None:
        yield line(say("Result"), "")


def _tell_neuro(neuro: NeuroScore, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    instrument = _instruments(voice).scorecards.get(neuro.instrument)
    label = instrument.label.text(say.language) if instrument else ""
    yield line(say("Scorecard"), label or neuro.instrument)
    words = instrument.items if instrument else {}
    for one in neuro.scores:
        level = say("not rated") if one.level is None else say.number(one.level)
        yield line(_named(words, one.item, say), f"{level} {one.found}".strip())
    yield line(say("Sum"), say.number(neuro.total))
    worst = say("not rated") if neuro.worst is None else say.number(neuro.worst)
    yield line(say("Highest level of an area"), worst)
    yield line(say("Analgesics and antiemetics"), neuro.medicines)


def _tell_cytology(one: Cytology, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(say("Result"), say.term(one.result), emphasis=True)
    yield line(say("Sample of"), say.date(one.sampled_on))
    source = say.term(f"csf_source.{one.source}") if one.source in _SOURCES else one.source
    yield line(say("Fluid from"), source)
    yield line(say("Report"), one.report)


def _tell_mri(mri: MriScore, voice: Voice) -> Iterator[StatementLine]:
    say, line, known = voice.say, voice.line, _instruments(voice)
    yield line(say("Scan of"), say.date(mri.scanned_on))
    for one in mri.features:
        change = say.term(one.change) if one.change else ""
        found = filter(None, (say.term(one.presence), change))
        yield line(_named(known.mri, one.feature, say), say.listing(found))
    for nodule in mri.nodules:
        size = say(
            "{length} by {width}",
            length=voice.amount(nodule.length),
            width=voice.amount(nodule.width),
        )
        yield line(say("Nodule, {region}", region=_named(known.regions, nodule.region, say)), size)
    overall = mri_words(mri.overall, say) if mri.overall else ""
    yield line(say("MRI overall"), overall, emphasis=True)
    yield line(say("Lesions in the brain itself"), mri.parenchymal)
    yield line(say("Report"), mri.report)


def _tell_kps(kps: Performance, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(say("KPS"), say.number(kps.score), emphasis=True)
    yield line(say("On the day"), say.date(kps.on))


def _tell_steroids(taken: SteroidDose, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    amount = voice.amount(taken.per_day)
    yield line(say("Dose per day"), amount, emphasis=True)
    yield line(say("Steroid"), taken.drug)


def _tell_markers(markers: Markers, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(say("Result"), markers.found)
    yield line(say("Sample of"), say.date(markers.on))


def _disease(lm_class: LmClass | None, voice: Voice) -> Sections:
    if lm_class is None:
        return ()
    say, words = voice.say, _instruments(voice).subtypes
    lines = tuple(
        voice.line(
            say.term(f"lm_class.{part}"), _named(words.get(part, {}), getattr(lm_class, part), say)
        )
        for part in ("kind", "pattern", "certainty")
    )
    return (StatementSection(say("EANO-ESMO class"), lines),)


def _named(words: Mapping[str, Label], code: str, say: Words) -> str:
    return words[code].text(say.language) if code in words else code


def _instruments(voice: Voice) -> Instruments:
    return voice.active.protocol.instruments if voice.active else Instruments()


_SOURCES = ("lumbar", "ventricular")
_FILLED = {
    Component.NEURO: "neuro",
    Component.CYTOLOGY: "cytology",
    Component.MRI: "mri",
    Component.KPS: "kps",
    Component.STEROIDS: "steroids",
    Component.MARKERS: "markers",
}
_TELL: Mapping[Component, Callable[[Any, Voice], Iterator[StatementLine]]] = {
    Component.NEURO: _tell_neuro,
    Component.CYTOLOGY: _tell_cytology,
    Component.MRI: _tell_mri,
    Component.KPS: _tell_kps,
    Component.STEROIDS: _tell_steroids,
    Component.MARKERS: _tell_markers,
}
SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {ResponseAssessed: tell_response}
