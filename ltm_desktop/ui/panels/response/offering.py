"""What a form of response offers: time points, earlier levels, and values that are on file.

A value on file is offered with its day and source and filled only when a person takes it over.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ltm_desktop.app.response_words import found_words, short_point
from ltm_desktop.app.wording.telling.response import named_point
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response import NeuroScore, ResponseAssessed, ResponseSlice
from ltm_desktop.domain.response_best import best_of
from ltm_desktop.domain.response_reading import latest
from ltm_desktop.domain.response_terms import Component, ResponseRules
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.ui.panels.response.from_labs import Slips, cytology_offers
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
    slips: Slips,
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
        offers=dict(_offers(earlier[1], slips, say)),
        earlier=earlier_words(kept, earlier, active, say),
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


def _offers(
    last: ResponseAssessed | None, slips: Slips, say: Words
) -> Iterator[tuple[str, tuple[Offer, ...]]]:
    yield Component.CYTOLOGY.value, tuple(cytology_offers(slips, last, say))
    if last is None:
        return
    if last.kps is not None:
        words = say("{score} on {on}", score=last.kps.score, on=last.kps.on)
        fields = {"kps.score": str(last.kps.score), "kps.on": last.kps.on.isoformat()}
        yield Component.KPS.value, (Offer(words, fields),)
    if last.steroids is not None:
        taken = last.steroids
        named = f"{taken.drug} {say.amount(taken.per_day)}".strip()
        words = say("{value}, at the assessment of {on}", value=named, on=last.on)
        fields = {"steroids.per_day": str(taken.per_day.value), "steroids.drug": taken.drug}
        yield Component.STEROIDS.value, (Offer(words, fields),)


def earlier_words(
    known: ResponseSlice, earlier: Earlier, active: ActiveProtocol, say: Words
) -> dict[str, str]:
    """Return what the baseline, the last and the best assessment said, by component."""
    found: dict[str, str] = {}
    for component in Component:
        lines = [
            say("{when}: {found}", when=_when(one, say), found=words)
            for one in dict.fromkeys(one for one in earlier if one is not None)
            if (words := found_words(one, component, active, say))
        ]
        best = best_of(known.standing, earlier[1], component) if earlier[1] else None
        if best is not None and best not in earlier:
            words = found_words(best, component, active, say)
            lines.append(say("Best, {when}: {found}", when=_when(best, say), found=words))
        found[component.value] = " · ".join(lines)
    return found


def _when(one: ResponseAssessed, say: Words) -> str:
    return say("{point}, {on}", point=say.begin(short_point(one.time_point, say)), on=one.on)
