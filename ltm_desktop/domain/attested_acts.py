"""What no act says of itself, whoever sealed it.

Not one person as two, not a named person without the role, not a step with a part left out.

Judged from the event and the site as it then stood. Competency on the day is the write path's.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.domain.adverse_events import EVENTS as ADVERSE_EVENTS
from ltm_desktop.domain.adverse_events_told import is_whole
from ltm_desktop.domain.certifying import (
    CertificateEntered,
    PersonRetired,
    check_issuer,
    check_remaining,
    check_witness,
)
from ltm_desktop.domain.corrections import VOIDERS, RecordVoided
from ltm_desktop.domain.dosing import DoseChecked, DoseRecorded
from ltm_desktop.domain.dosing_steps import (
    TIME_OUT_LINES,
    InjectionStarted,
    SyringePrepared,
    TimeOutDone,
    TimeOutStopped,
)
from ltm_desktop.domain.emergency import EmergencyTextSigned
from ltm_desktop.domain.ending import EndTakenBack
from ltm_desktop.domain.follow_up import FollowUpTakenBack
from ltm_desktop.domain.fractions import FractionRecorded, SessionOutcome
from ltm_desktop.domain.handover import BEDSIDE, HandoverTaken
from ltm_desktop.domain.hard_rules import may_be_passed
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.patients import ENROLLERS
from ltm_desktop.domain.people import ROLES_FOR, check_role
from ltm_desktop.domain.products import ProductApproved
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Objection:
    """What stands against an entry, by a code of the ledger, and whom it concerns."""

    code: str
    person: str


_TWO: Mapping[type, tuple[str, str]] = {
    SyringePrepared: ("preparer", "second"),
    DoseChecked: ("operator", "second"),
    TimeOutDone: ("operator", "second"),
    InjectionStarted: ("operator", "second"),
    DoseRecorded: ("operator", "second"),
    RecordVoided: ("by", "second"),
    FollowUpTakenBack: ("by", "second"),
    EndTakenBack: ("by", "second"),
    HandoverTaken: ("given_by", "taken_by"),
}
"""Acts of two people; nobody is both of them (hard rule H12, design section 3)."""
_CHECKERS = tuple(ROLES_FOR[Task.CHECK])
_PAIR: Mapping[str, tuple[Role, ...]] = {
    "operator": tuple(ROLES_FOR[Task.ADMINISTER]),
    "second": _CHECKERS,
}
_NAMED: Mapping[type, Mapping[str, tuple[Role, ...]]] = {
    RulesOverridden: {"physician": tuple(ROLES_FOR[Task.PRESCRIBE])},
    SyringePrepared: {"preparer": tuple(ROLES_FOR[Task.PREPARE]), "second": _CHECKERS},
    DoseChecked: _PAIR,
    TimeOutDone: _PAIR,
    RecordVoided: {"second": (*VOIDERS, Role.THERAPIST, Role.PHARMACIST)},
    EmergencyTextSigned: {"investigator": (Role.INVESTIGATOR,)},
    HandoverTaken: {"taken_by": BEDSIDE},
    EndTakenBack: {"second": ENROLLERS},
}
"""Whom an act may name beside its author; of a told injection its breaches tell instead."""
_WHOLE: Mapping[type, Callable[[Any], bool]] = {
    TimeOutDone: lambda event: sorted(event.lines) == sorted(TIME_OUT_LINES),
    TimeOutStopped: lambda event: event.line in TIME_OUT_LINES and bool(event.reason.strip()),
    DoseChecked: lambda event: event.identifiers_confirmed,
    SyringePrepared: lambda event: event.preservative_free and event.label_printed,
    FractionRecorded: lambda event: (
        (event.outcome is SessionOutcome.NOT_TREATED or event.operator != event.second)
        and (not event.breaches or bool(event.incident.strip()))
    ),
    ProductApproved: lambda event: event.preservative_free,
    RulesOverridden: lambda event: (
        bool(event.rules) and all(may_be_passed(one.code) for one in event.rules)
    ),
    **dict.fromkeys(ADVERSE_EVENTS, is_whole),
}
"""What an act must say to have been written by the rules (H01, H13, H17, section 2.5)."""


def check_act(event: object, author: PersonId, site: SiteState) -> Iterator[Objection]:
    """Return what stands against an act as it tells itself."""
    kind = type(event)
    one, other = _TWO.get(kind, ("", ""))
    if one and getattr(event, one) == getattr(event, other):
        yield Objection("ledger.one_for_two", getattr(event, one))
    yield from _check_named(event, _NAMED.get(kind, {}), site)
    whole = _WHOLE.get(kind)
    if whole is not None and not whole(event):
        yield Objection("ledger.against_rules", author)
    if isinstance(event, CertificateEntered) and _is_minted(event, author, site):
        yield Objection("ledger.certificate_minted", event.person)
    if isinstance(event, HandoverTaken) and event.number != site.handovers + 1:
        yield Objection("ledger.out_of_order", author)
    if isinstance(event, PersonRetired) and _leaves_nobody(event, site):
        yield Objection("ledger.against_rules", event.person)


def _is_minted(event: CertificateEntered, author: PersonId, site: SiteState) -> bool:
    """Tell whether a certificate was entered without the two people it needs beside its holder."""
    known = site.people[event.person]
    if known.retired is not None:
        return True
    issuer = check_issuer(event.reason, known, site.people, author)
    return any(issuer) or any(check_witness(event.witness, known, site.people, author))


def _leaves_nobody(event: PersonRetired, site: SiteState) -> bool:
    known = site.people[event.person]
    return known.retired is not None or any(check_remaining(event.person, site.people))


def check_begun(event: object, site: SiteState) -> Iterator[Objection]:
    """Return what stands against the people named in a start that was told by itself."""
    if isinstance(event, InjectionStarted):
        yield from _check_named(event, _PAIR, site)


def _check_named(
    event: object, named: Mapping[str, tuple[Role, ...]], site: SiteState
) -> Iterator[Objection]:
    for field, roles in named.items():
        person = getattr(event, field)
        if any(check_role(site.people, person, *roles)):
            yield Objection("ledger.no_authority", person)
