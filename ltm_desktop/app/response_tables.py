"""The rows of an assessment's paper in one language: components, scorecard, MRI, what was not done.

A component beside the baseline and the best before shows both and their difference; it judges none.
"""

from collections.abc import Iterator

from ltm_desktop.app.response_words import difference_words, found_words
from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.response import mri_words, tell_component
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.response import MriScore, NeuroScore, ResponseAssessed, ResponseSlice
from ltm_desktop.domain.response_best import Beside, against, best_before
from ltm_desktop.domain.response_terms import Component, Instruments
from ltm_desktop.domain.values import dataclass

Row = tuple[str, ...]
_OWN_TABLE = {Component.NEURO: "neuro", Component.MRI: "mri"}
"""Components whose findings have a table of their own."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment among the others of its patient."""

    told: ResponseAssessed
    response: ResponseSlice
    """With this one, and without what it puts right."""

    def at_baseline(self, component: Component) -> Beside | None:
        """Return a component beside the baseline."""
        first = self.response.baseline
        if first is None or self.told.is_baseline:
            return None
        return against(component, self.told, first) or Beside(first, None)

    def at_best(self, component: Component) -> Beside | None:
        """Return a component beside the best before."""
        return best_before(self.response, self.told, component)


def source_of(told: ResponseAssessed, voice: Voice) -> tuple[StatementSection, ...]:
    """Return whose category it is, and what the protocol file says of its definition."""
    say, line, active = voice.say, voice.line, voice.active
    rules = active.response if active else None
    known = rules.categories.get(told.overall) if rules else None
    if known is None or active is None:
        return ()
    setting = active.protocol.settings.get(f"response.categories.{told.overall}.definition")
    trial = active.protocol
    lines = (
        line(say("Counts as response"), voice.yes_no(known.counts_as_response)),
        line(
            say("Source of the category"),
            say(
                "protocol file {study}, version {version}", study=trial.study, version=trial.version
            ),
        ),
        line(
            say("What the file says of its definition"), say.label(setting.note) if setting else ""
        ),
    )
    return (StatementSection(say("Where the category comes from"), lines),)


def component_rows(seen: Assessed, voice: Voice) -> Iterator[Row]:
    """Yield every component: what was found, and it beside the baseline and the best before."""
    say = voice.say
    for component in Component:
        first, best = seen.at_baseline(component), seen.at_best(component)
        same = first is not None and best is not None and first.then is best.then
        yield (
            say.begin(say.term(component)),
            _found(seen.told, component, voice),
            _beside(first, component, voice),
            say("as the baseline") if same else _beside(best, component, voice),
        )


def _found(told: ResponseAssessed, component: Component, voice: Voice) -> str:
    say, active = voice.say, voice.active
    attribute = _OWN_TABLE.get(component)
    if attribute and active is not None and getattr(told, attribute) is not None:
        return found_words(told, component, active, say, "\n")
    blank = voice.nothing
    lines = (one for one in tell_component(told, component, voice) if one.value != blank)
    words = "\n".join(say("{label}: {value}", label=one.label, value=one.value) for one in lines)
    return words or blank


def _beside(one: Beside | None, component: Component, voice: Voice) -> str:
    if one is None or voice.active is None:
        return "-"
    say = voice.say
    found = found_words(one.then, component, voice.active, say, "\n").split("\n")[0]
    if not found:
        return "-"
    difference = difference_words(one, say)
    calculated = say("difference {change}", change=difference) if difference else ""
    return "\n".join(filter(None, (found, say.date(one.then.on), calculated)))


def neuro_rows(seen: Assessed, voice: Voice) -> Iterator[Row]:
    """Yield every area of the scorecard, then the sum and the highest level."""
    neuro, say = seen.told.neuro, voice.say
    if neuro is None:
        return
    first, best = seen.at_baseline(Component.NEURO), seen.at_best(Component.NEURO)
    earlier = [_on(one, neuro.instrument) for one in (first, best)]
    known = _instruments(voice).scorecards.get(neuro.instrument)
    words = {code: say.label(label) for code, label in known.items.items()} if known else {}
    for one in neuro.scores:
        before = (_number(score.level(one.item) if score else None, voice) for score in earlier)
        level = say("not rated") if one.level is None else say.number(one.level)
        yield (words.get(one.item, one.item), *before, level, one.found)
    scores = (*earlier, neuro)
    yield (say("Sum"), *(_number(one.total if one else None, voice) for one in scores), "")
    yield (
        say("Highest level of an area"),
        *(_number(one.worst if one else None, voice) for one in scores),
        "",
    )


def _on(one: Beside | None, instrument: str) -> NeuroScore | None:
    score = one.then.neuro if one else None
    return score if score is not None and score.instrument == instrument else None


def _number(value: int | None, voice: Voice) -> str:
    return "-" if value is None else voice.say.number(value)


def neuro_note(seen: Assessed, voice: Voice) -> str:
    """Say which scorecard it is, how it is read, and what may hide a sign."""
    neuro, say = seen.told.neuro, voice.say
    known = _instruments(voice).scorecards.get(neuro.instrument) if neuro else None
    if neuro is None or known is None:
        return neuro.instrument if neuro else ""
    hiding = say("Analgesics and antiemetics")
    return say.together(
        say("{label}:", label=known.label),
        say.label(known.counts),
        say("Source: {source}.", source=say.label(known.source)),
        say("{label}: {value}", label=hiding, value=neuro.medicines or voice.nothing),
    )


def mri_rows(seen: Assessed, voice: Voice) -> Iterator[Row]:
    """Yield every line of the MRI scorecard, the nodules, and what was written beside them."""
    mri, say = seen.told.mri, voice.say
    if mri is None:
        return
    known = _instruments(voice)
    yield (say("Scan of"), say.date(mri.scanned_on), "")
    for one in mri.features:
        label = known.mri.get(one.feature)
        change = say.begin(say.term(one.change)) if one.change else "-"
        named = say.label(label) if label else one.feature
        yield (named, say.begin(say.term(one.presence)), change)
    yield from _nodules(mri, known, voice)
    yield (
        say("MRI overall"),
        mri_words(mri.overall, say) if mri.overall else say("first scan"),
        "",
    )
    blank = voice.nothing
    yield (say("Lesions in the brain itself"), mri.parenchymal or blank, "")
    yield (say("Report"), mri.report or blank, "")


def _nodules(mri: MriScore, known: Instruments, voice: Voice) -> Iterator[Row]:
    say = voice.say
    for one in mri.nodules:
        label = known.regions.get(one.region)
        region = say.label(label) if label else one.region
        length, width = voice.amount(one.length), voice.amount(one.width)
        size = say("{length} by {width}", length=length, width=width)
        yield (say("Nodule, {region}", region=region), size, "")


def not_done_rows(seen: Assessed, voice: Voice) -> Iterator[Row]:
    """Yield what was not done, and why."""
    say = voice.say
    for one in seen.told.not_done:
        reason = voice.coded("response_not_done", one.reason)
        yield (say.begin(say.term(one.component)), reason, one.note or "-")


def _instruments(voice: Voice) -> Instruments:
    return voice.active.protocol.instruments if voice.active else Instruments()
