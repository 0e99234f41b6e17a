"""Short words of Today: names, counts, ages, and what a dose waits for next. No Qt here."""

from collections.abc import Mapping
from datetime import datetime

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.terms import ItemKind, Role

NURSES = frozenset({Role.NURSE, Role.RESEARCH_NURSE})
_PHYSICIANS = frozenset({Role.PHYSICIAN, Role.INVESTIGATOR})
_PHARMACISTS = frozenset({Role.PHARMACIST})
THERAPISTS = frozenset({Role.THERAPIST})
ASKED: Mapping[DoseStep, frozenset[Role]] = {
    DoseStep.PRESCRIBED: _PHYSICIANS,
    DoseStep.VERIFIED: _PHARMACISTS,
    DoseStep.PREPARED: _PHARMACISTS,
    DoseStep.RELEASED: _PHARMACISTS,
}
"""Whom a step waits for; every other step is taken at the bedside."""

_WAITS: Mapping[DoseStep, str] = {
    DoseStep.ASSESSED: _mark("waits for: nurse or physician to assess"),
    DoseStep.PRESCRIBED: _mark("waits for: physician to order"),
    DoseStep.VERIFIED: _mark("waits for: pharmacist to verify the order"),
    DoseStep.PREPARED: _mark("waits for: pharmacist to prepare"),
    DoseStep.RELEASED: _mark("waits for: pharmacist to release"),
    DoseStep.RECEIVED: _mark("waits for: nurse or physician to receive"),
    DoseStep.CHECKED: _mark("waits for: two people to check"),
    DoseStep.TIMED_OUT: _mark("waits for: time-out with {people}"),
}
_INJECTION = _mark("waits for: injection by {people}")


def next_step(step: DoseStep, path: tuple[DoseStep, ...]) -> DoseStep:
    """Return the step of a site's path that follows the one reached."""
    whole = tuple(DoseStep)
    return next(one for one in path if whole.index(one) > whole.index(step))


def waits_words(step: DoseStep, names: str, say: Words) -> str:
    """Write what a dose waits for: the role before, the people once they are named (MEDa-0182)."""
    return say(_WAITS.get(step, _INJECTION), people=names)


def done_words(step: DoseStep, names: str, at: str, say: Words) -> str:
    """Write the step that was reached, with its time and people where they are known."""
    word = say.term(step)
    if at and names:
        return say("{step} {time} by {people}", step=word, time=at, people=names)
    if names:
        return say("{step} by {people}", step=word, people=names)
    return say("{step} {time}", step=word, time=at) if at else word


def clock_words(iso: str, now: datetime, say: Words) -> str:
    """Write a time of today, or day and time; nothing for none."""
    if not iso:
        return ""
    at = datetime.fromisoformat(iso).astimezone(now.tzinfo)
    return say.time(at) if at.date() == now.date() else say.moment(at)


def patient_words(row: PatientRow, say: Words) -> str:
    """Write the patient as lists do."""
    return " ".join(filter(None, listed_name(HumanName(row.family, row.given, row.han_name), say)))


def own_words(count: int, say: Words) -> str:
    """Write how many records wait for the person at the desk."""
    return say.many(
        "{count} record waits for your signature", "{count} records wait for your signature", count
    )


def queries_words(count: int, say: Words) -> str:
    """Write how many questions wait for the person at the desk; nothing for none."""
    if not count:
        return ""
    return say.many("{count} query waits for you", "{count} queries wait for you", count)


def item_words(kind: str, number: int, of: int, say: Words) -> str:
    """Write dose 3 of 8 or fraction 12 of 20."""
    if ItemKind(kind) is ItemKind.DOSE:
        return say("dose {n} of {total}", n=number, total=of)
    return say("fraction {n} of {total}", n=number, total=of)


def count_words(kinds: Mapping[str, int], say: Words) -> str:
    """Write "3 doses, 2 fractions"; nothing for none."""
    doses, fractions = kinds.get(ItemKind.DOSE, 0), kinds.get(ItemKind.FRACTION, 0)
    words = []
    if doses:
        words.append(say.many("{count} dose", "{count} doses", doses))
    if fractions:
        words.append(say.many("{count} fraction", "{count} fractions", fractions))
    return say(", ").join(words)


def age_words(days: int, say: Words) -> str:
    """Write how many whole days ago something was."""
    if days < 1:
        return say("less than a day")
    return say.many("{count} day", "{count} days", days)
