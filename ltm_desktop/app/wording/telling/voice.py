"""How a statement writes a person, a time, an amount, a code and a blank, in one language.

A code is named by the protocol's own label and falls back to the code itself; a blank says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime, tzinfo

from ltm_desktop.app.wording.telling.parts import StatementLine
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events import AdverseEventId
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.dosing import Given, NotGiven
from ltm_desktop.domain.fractions import CourseTarget, DeliveredDose, SessionOutcome
from ltm_desktop.domain.identifiers import ItemCode, PersonId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.protocol import ActiveProtocol, Level
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass

_REASONS: dict[Given | NotGiven, str] = {
    Given.PARTIAL: "partial_reason",
    Given.ABANDONED: "abandoned_reason",
    NotGiven.HELD: "hold_reason",
    NotGiven.OMITTED: "omit_reason",
    NotGiven.REFUSED: "refuse_reason",
    NotGiven.UNAVAILABLE: "unavailable_reason",
    NotGiven.ABSENT: "absent_reason",
    NotGiven.UNKNOWN: "unknown_reason",
}


def reason_vocabulary(outcome: Given | NotGiven | SessionOutcome) -> str:
    """Return which vocabulary of the protocol names the reasons of an outcome, empty for none."""
    # By type first: codes of two enums may be equal, such as a partial dose and a partial session.
    if isinstance(outcome, SessionOutcome):
        return "" if outcome is SessionOutcome.DELIVERED else "rt_interruption"
    return _REASONS.get(outcome, "")


@dataclass(frozen=True, slots=True)
class Voice:
    """Everything needed to word an event; `say` speaks the language of the whole statement."""

    say: Words
    site: SiteState
    active: ActiveProtocol | None
    zone: tzinfo | None
    adverse_events: Mapping[AdverseEventId, AdverseEvent] = field(default_factory=dict)
    """Those of the patient so far: what names one by its code can say which it is."""

    def line(self, label: str, value: str, *, emphasis: bool = False) -> StatementLine:
        """Return a line whose blank value says that nothing was recorded."""
        return StatementLine(label, value if value.strip() else self.nothing, emphasis)

    @property
    def nothing(self) -> str:
        """Return the words for a field nobody filled."""
        return self.say("not recorded")

    def yes_no(self, answer: bool) -> str:
        """Write yes or no."""
        return self.say("yes") if answer else self.say("no")

    def day(self, day: date | None) -> str:
        """Write a date, blank for none."""
        return self.say.date(day) if day else ""

    def days(self, days: Iterable[date]) -> str:
        """Write several dates, blank for none."""
        return self.say.listing(self.say.date(day) for day in days)

    def moment(self, at: datetime | None) -> str:
        """Write a time in the site's zone with its UTC offset, blank for none."""
        return self.say.zone_moment(at.astimezone(self.zone) if self.zone else at) if at else ""

    def amount(self, amount: Quantity | None) -> str:
        """Write an amount with its unit, blank for none."""
        return self.say.amount(amount) if amount else ""

    def person(self, person: PersonId | None) -> str:
        """Write Given FAMILY 中文 (user.id); the id alone for somebody the site does not know."""
        known = self.site.people.get(person) if person else None
        if person is None or known is None:
            return person or ""
        return self.named(colleague_name(known.name), person)

    def coded(self, vocabulary: str, code: str) -> str:
        """Name a code of one of the protocol's vocabularies."""
        codes = self.active.protocol.vocabularies if self.active else {}
        label = codes.get(vocabulary, {}).get(code)
        return label.text(self.say.language) if label else code

    def analyte(self, code: str) -> str:
        """Name an analyte as the protocol does."""
        return analyte_name(code, self.say, self.active)

    def level(self, prescription: str, code: str) -> str:
        """Name a dose level of a radiotherapy course."""
        known = self._level(prescription, code)
        return known.label.text(self.say.language) if known else code

    def target(self, prescription: str, target: CourseTarget) -> str:
        """Name the body site of a volume."""
        known = self._level(prescription, target.level)
        return self.coded(known.targets, target.site) if known else target.site

    def _level(self, prescription: str, code: str) -> Level | None:
        courses = self.active.protocol.prescriptions if self.active else {}
        course = courses.get(prescription)
        levels = course.levels if course else ()
        return next((one for one in levels if one.code == code), None)

    def doses(self, doses: Iterable[DeliveredDose]) -> str:
        """Write what each volume received."""
        return self.say.listing(f"{one.volume} {self.amount(one.dose)}" for one in doses)

    def drug(self, code: str) -> str:
        """Name a drug as the protocol does."""
        return drug_name(code, self.say, self.active)

    def item(self, code: ItemCode) -> str:
        """Write a planned dose's code with its phase's name."""
        phases = self.active.phases.values() if self.active else ()
        phase = next((one.phase for one in phases if code in one.series.items), None)
        return self.named(phase.label.text(self.say.language), code) if phase else code

    def rule(self, code: str) -> str:
        """Name a rule that was not kept, with its code."""
        return self.named(self.say.term(f"breach.{code}"), code)

    def rules(self, codes: Iterable[str]) -> str:
        """Name every rule that was not kept; "none" says that they were all judged and kept."""
        return self.say.listing(self.rule(code) for code in codes) or self.say("none")

    def named(self, name: str, code: str) -> str:
        """Write a name with its code in brackets."""
        return self.say("{name} ({code})", name=name, code=code)


def colleague_name(name: HumanName) -> str:
    """Return Given FAMILY 中文."""
    return " ".join(part for part in (name.given, name.family.upper(), name.han) if part)


def patient_name(name: HumanName) -> str:
    """Return FAMILY, Given 中文."""
    latin = ", ".join(part for part in (name.family.upper(), name.given) if part)
    return " ".join(part for part in (latin, name.han) if part)


def listed_name(name: HumanName, say: Words) -> tuple[str, str]:
    """Return the name a list shows first and the other writing; Chinese comes first in Chinese."""
    latin = patient_name(HumanName(name.family, name.given))
    first, other = (name.han, latin) if say.chinese_first else (latin, name.han)
    return (first, other) if first else (other, "")


def drug_name(code: str, say: Words, active: ActiveProtocol | None) -> str:
    """Return the protocol's label of a drug, the code where it has none."""
    drug = active.protocol.drugs.get(code) if active else None
    return drug.label.text(say.language) if drug else code


def analyte_name(code: str, say: Words, active: ActiveProtocol | None) -> str:
    """Return the protocol's label of an analyte, the code where it has none."""
    known = active.protocol.analytes.get(code) if active else None
    return known.label.text(say.language) if known else code


def signature_word(meaning: Meaning, say: Words, *, session: bool) -> str:
    """Name what a signature means; at the treatment machine nothing is given but a beam."""
    if session and meaning is Meaning.ADMINISTERED:
        return say.term("session_meaning.administered")
    return say.term(meaning)
