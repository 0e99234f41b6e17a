"""What a draft is of, told for every form that keeps one. No Qt.

Refuses to leave a draft without a name: a form that is not told here fails its test.
"""

from collections.abc import Callable, Mapping

from ltm_desktop.app.ports import Draft
from ltm_desktop.app.rows import ItemRow
from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import is_extra
from ltm_desktop.domain.identifiers import SITE_STREAM, ItemCode

DOSING, FRACTIONS, ENROLMENT, NEW = "dosing", "fractions", "enrolment", "new"
TOXICITY, RESPONSE, LABS, SERIOUS, FOLLOW_UP = (
    "toxicity",
    "response",
    "labs",
    "serious",
    "follow_up",
)
HANDOVER = "handover"
NAMED: Mapping[str, str] = {
    "site.emergency": _mark("Emergency page"),
    "site.configuration": _mark("Site configuration"),
    HANDOVER: _mark("Handover of the shift"),
    "site.laboratories": _mark("Laboratories and their ranges"),
    ENROLMENT: _mark("Enrolment"),
    RESPONSE: _mark("Assessment of response"),
    SERIOUS: _mark("Report of a serious event"),
}
"""Forms that are one thing only, by topic."""
_TELLING: Mapping[str, str] = {
    "contact": _mark("Follow-up: contact"),
    "lost": _mark("Follow-up: lost to follow-up"),
    "progression": _mark("Follow-up: progression"),
    "milestone": _mark("Follow-up: day of the course"),
    "take_back": _mark("Follow-up: taking back"),
}


def is_of_site(draft: Draft) -> bool:
    """Tell whether a draft is about no patient."""
    return draft.patient_id == SITE_STREAM


def named(draft: Draft, item: ItemRow | None, panel: Callable[[str], str], say: Words) -> str:
    """Return what a draft is of; `panel` words a panel of results by its code."""
    kind, _, code = draft.topic.partition(":")
    if kind in NAMED:
        return say(NAMED[kind])
    match kind:
        case "toxicity":
            if not code:
                return say("Toxicity")
            of_judging = code == "judge"
            return say("Judgement of a toxicity") if of_judging else say("Change of a toxicity")
        case "fractions":
            return say("Fraction {n}", n=draft.fields.get("fraction", "?"))
        case "labs":
            words = panel(draft.fields.get("panel", ""))
            return say("Results: {panel}", panel=words) if words else say("Results")
        case "follow_up":
            told = _TELLING.get(draft.fields.get("telling", ""))
            return say(told) if told else say("Follow-up")
        case _:
            return _dose(code, item, say)


def _dose(code: str, item: ItemRow | None, say: Words) -> str:
    if item is not None:
        return say("Dose {n} of {total}", n=item.number, total=item.of)
    if code and is_extra(ItemCode(code)):
        return say("Outside the plan: {item}", item=code)
    return say("Draft")
