"""Codes as the protocol lists them: what a told dose may name, and which list a reason is from.

Refuses a code the list does not have, a count that is no whole number, and texts nobody can see.
"""

from collections.abc import Iterable, Iterator, Mapping

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import (
    Given,
    LumbarFacts,
    NotGiven,
    OmmayaFacts,
    RecordDose,
    RecordDoseNotGiven,
    Syringe,
)
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.texts import check_line, check_note

REASONS: Mapping[Given | NotGiven, str] = {
    Given.PARTIAL: "partial_reason",
    Given.ABANDONED: "abandoned_reason",
    NotGiven.HELD: "hold_reason",
    NotGiven.OMITTED: "omit_reason",
    NotGiven.REFUSED: "refuse_reason",
    NotGiven.UNAVAILABLE: "unavailable_reason",
    NotGiven.ABSENT: "absent_reason",
    NotGiven.UNKNOWN: "unknown_reason",
}
"""The list each outcome takes its reason from."""
_BOTH = {"site_inspection": "site_inspection", "csf_appearance": "csf_appearance"}
_OMMAYA = {
    **_BOTH,
    "refill": "refill",
    "needle": "ommaya_needle",
    "flush_fluid": "flush_fluid",
}
_LUMBAR = {
    **_BOTH,
    "position": "position",
    "interspace": "interspace",
    "guidance": "guidance",
    "needle_type": "lumbar_needle",
    "traumatic": "traumatic_tap",
    "rest_posture": "rest_posture",
}
FACT_LISTS: Mapping[Access, Mapping[str, str]] = {Access.OMMAYA: _OMMAYA, Access.LUMBAR: _LUMBAR}
"""The list each coded finding of a way in is from."""
_COUNTS = ("punctures", "attempts", "levels", "dome_pumps", "after_pumps")
_LINES = ("local_anaesthetic", "zero_level")


def check_listed(protocol: ActiveProtocol | None, vocabulary: str, code: str) -> Iterator[Alert]:
    """Return a stop for a code its list does not have; whether it may be blank is asked elsewhere.

    Without a signed configuration there is no list; that is a stop of its own.
    """
    lists = protocol.protocol.vocabularies if protocol else {}
    if code and vocabulary in lists and code not in lists[vocabulary]:
        yield stop("configuration.no_such_code", vocabulary=vocabulary, typed=code)


def check_codes(
    protocol: ActiveProtocol | None, vocabulary: str, codes: Iterable[str]
) -> Iterator[Alert]:
    """Return a stop for each code that its list does not have."""
    for code in codes:
        yield from check_listed(protocol, vocabulary, code)


def check_dose_codes(protocol: ActiveProtocol | None, command: RecordDose) -> Iterator[Alert]:
    """Return what a told injection names that is in no list, and texts nobody can see."""
    facts = command.facts
    named = _OMMAYA if isinstance(facts, OmmayaFacts) else _LUMBAR
    for field, vocabulary in named.items():
        yield from check_listed(protocol, vocabulary, getattr(facts, field))
    if command.outcome in REASONS:
        yield from check_listed(protocol, REASONS[command.outcome], command.reason)
    yield from check_listed(protocol, "skin_agent", command.technique.skin_agent)
    yield from check_codes(protocol, "barrier", command.technique.barriers)
    yield from _check_counts(facts)
    for line in _LINES:
        yield from check_line(getattr(facts, line, ""))
    yield from check_syringe_texts(command.syringe)
    yield from check_note(command.note)
    yield from check_note(command.incident)


def check_not_given_codes(
    protocol: ActiveProtocol | None, command: RecordDoseNotGiven
) -> Iterator[Alert]:
    """Return a reason that is not in the list of its outcome, and a note nobody can read."""
    yield from check_listed(protocol, REASONS[command.outcome], command.reason)
    yield from check_note(command.note)


def check_syringe_texts(syringe: Syringe) -> Iterator[Alert]:
    """Return what keeps what is written on a pack or label from being read alike by everybody."""
    yield from check_line(syringe.product)
    yield from check_line(syringe.lot)
    yield from check_line(syringe.serial)
    yield from check_line(syringe.preparation)


def _check_counts(facts: OmmayaFacts | LumbarFacts) -> Iterator[Alert]:
    for field in _COUNTS:
        count = getattr(facts, field, None)
        if isinstance(count, Quantity) and count.value != count.value.to_integral_value():
            yield stop("texts.not_a_count", typed=str(count.value))
