"""What a form of response offers: time points, earlier levels, and values that are on file.

A value on file is offered with its day and source and filled only when a person takes it over.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ltm_desktop.app.wording.telling.response import category_words, mri_words, named_point
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response import NeuroScore, ResponseAssessed, ResponseSlice
from ltm_desktop.domain.response_reading import latest
from ltm_desktop.domain.response_terms import Component, ResponseRules
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.ui.panels.response.shown import FormShown, ItemShown, Offer, Option
from ltm_desktop.ui.panels.response.typed import CLASS_PARTS

Earlier = tuple[ResponseAssessed | None, ResponseAssessed | None]
"""The baseline and the newest assessment."""


def form_of(
    chart: Chart,
    active: ActiveProtocol,
    rules: ResponseRules,
    say: Words,
    *,
    today: date,
    corrects: str,
) -> FormShown:
    """Return everything the form offers."""
    known, trial = chart.response, active.protocol
    kept = _without(known, corrects)
    earlier = (kept.baseline, latest(kept, today))
    instrument, instruments = rules.instrument, trial.instruments
    return FormShown(
        title=say("Correct the assessment") if corrects else say("New assessment"),
        points=[Option(one, named_point(one, say)) for one in rules.points()],
        instrument=say.together(
            say("{label}:", label=instrument.label), say.label(instrument.counts)
        ),
        highest=instrument.highest,
        items=[_item(code, words, earlier, say) for code, words in instrument.items.items()],
        features=_options(instruments.mri, say),
        regions=_options(instruments.regions, say),
        nodules=instruments.nodules,
        kps=[str(one) for one in reversed(instruments.kps)],
        class_parts=[
            (
                Option(part, say.term(f"lm_class.{part}")),
                _options(instruments.subtypes.get(part, {}), say),
            )
            for part in CLASS_PARTS
        ],
        not_done=_options(trial.vocabularies.get("response_not_done", {}), say),
        categories=list(_categories(rules, say)),
        correction_reasons=_options(trial.vocabularies.get("correction_reason", {}), say)
        if corrects
        else [],
        offers=dict(_offers(earlier[1], say)),
        earlier=earlier_words(earlier, active, say),
    )


def _without(known: ResponseSlice, corrects: str) -> ResponseSlice:
    one = next((told for told in known.told if told.record == corrects), None)
    return known.without(one.record) if one else known


def _options(words: Mapping[str, Label], say: Words) -> list[Option]:
    return [Option(code, say.label(label)) for code, label in words.items()]


def _categories(rules: ResponseRules, say: Words) -> Iterator[Option]:
    for code, one in rules.categories.items():
        defined = one.definition or say("No definition is signed for this category.")
        counts = say("Counts as response.") if one.counts_as_response else ""
        yield Option(code, say.label(one.category.label), say.together(counts, defined))


def _item(code: str, words: Label, earlier: Earlier, say: Words) -> ItemShown:
    baseline, last = (_level(one.neuro if one else None, code) for one in earlier)
    return ItemShown(code, say.label(words), baseline, last)


def _level(neuro: NeuroScore | None, item: str) -> str:
    level = neuro.level(item) if neuro else None
    return "-" if level is None else str(level)


def _offers(last: ResponseAssessed | None, say: Words) -> Iterator[tuple[str, Offer]]:
    if last is None:
        return
    if last.kps is not None:
        words = say("{score} on {on}", score=last.kps.score, on=last.kps.on)
        fields = {"kps.score": str(last.kps.score), "kps.on": last.kps.on.isoformat()}
        yield Component.KPS.value, Offer(words, fields)
    if last.steroids is not None:
        taken = last.steroids
        named = say.together(taken.drug, say.amount(taken.per_day))
        words = say("{value}, at the assessment of {on}", value=named, on=last.on)
        fields = {"steroids.per_day": str(taken.per_day.value), "steroids.drug": taken.drug}
        yield Component.STEROIDS.value, Offer(words, fields)


def earlier_words(earlier: Earlier, active: ActiveProtocol, say: Words) -> dict[str, str]:
    """Return what the baseline and the last assessment said, by component."""
    found: dict[str, str] = {}
    for component in Component:
        lines = [
            say("{when}: {found}", when=_when(one, say), found=words)
            for one in dict.fromkeys(one for one in earlier if one is not None)
            if (words := found_words(one, component, active, say))
        ]
        found[component.value] = "   ".join(lines)
    return found


def _when(one: ResponseAssessed, say: Words) -> str:
    return say("{point}, {on}", point=named_point(one.time_point, say), on=one.on)


def found_words(
    one: ResponseAssessed,
    component: Component,
    active: ActiveProtocol,
    say: Words,
    between: str = "",
) -> str:
    """Return in a few words what an assessment found of one component, and its judgement."""
    found = _found(one, component, say)
    change = one.change(component)
    why = one.why_not(component)
    if why is not None:
        labels = active.protocol.vocabularies.get("response_not_done", {})
        reason = say.label(labels[why.reason]) if why.reason in labels else why.reason
        return say("not done: {reason}", reason=reason)
    if not (found and change):
        return found
    if between:
        return f"{found}{between}{say.term(change)}"
    return say("{found}, {change}", found=found, change=change)


def _found(one: ResponseAssessed, component: Component, say: Words) -> str:
    match component:
        case Component.NEURO:
            return score_words(one.neuro, say) if one.neuro else ""
        case Component.CYTOLOGY:
            return _cytology(one, say)
        case Component.MRI:
            overall = one.mri.overall if one.mri else None
            first = say("first scan") if one.mri else ""
            return mri_words(overall, say) if overall else first
        case Component.KPS:
            return say("KPS {score}", score=one.kps.score) if one.kps else ""
        case Component.STEROIDS:
            taken = one.steroids
            return say.together(taken.drug, say.amount(taken.per_day)) if taken else ""
        case Component.MARKERS:
            return one.markers.found if one.markers else ""


def _cytology(one: ResponseAssessed, say: Words) -> str:
    told = one.cytology
    if told is None:
        return ""
    result = say.term(told.result)
    if told.source not in ("lumbar", "ventricular"):
        return result
    source = say.term(f"csf_source.{told.source}")
    return say("{result} ({source})", result=result, source=source)


def score_words(neuro: NeuroScore, say: Words) -> str:
    """Return sum and highest level of a scorecard, and that areas are left out."""
    if neuro.worst is None:
        return say("not rated")
    words = say("sum {total}, highest {worst}", total=neuro.total, worst=neuro.worst)
    if not neuro.unrated:
        return words
    left = say.many("{count} area not rated", "{count} areas not rated", len(neuro.unrated))
    return say("{words}, {left}", words=words, left=left)


def overall_words(one: ResponseAssessed, active: ActiveProtocol, say: Words) -> str:
    """Return the overall category of an assessment in words."""
    if one.is_baseline:
        return say.term("time_point.baseline")
    return category_words(one.overall, say, active)
