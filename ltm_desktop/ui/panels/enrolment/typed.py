"""What is typed into the enrolment form, and how it becomes parts of a command.

Keeps texts as typed; refuses to guess: half a consent or a weight without its day is a fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.patients import AccessDevice, Consent, Identity, Measurements
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.quantities import Quantity, Unit, parse_quantity
from ltm_desktop.domain.terms import Access, Sex
from ltm_desktop.ui.widgets.reading_dates import read_day

IDENTITY = ("family", "given", "han", "pinyin", "born", "sex", "subject", "hospital_number")
ADDITIONS = (
    "consent_version",
    "consent_on",
    "arm",
    "access",
    "access_site",
    "implanted_on",
    "weight",
    "height",
    "measured_on",
)
DATES = ("born", "consent_on", "implanted_on", "measured_on")
LATIN = ("family", "given", "pinyin")
AMOUNTS: Mapping[str, Unit] = {"weight": Unit.KG, "height": Unit.CM}
USUAL: Mapping[Unit, tuple[Quantity, Quantity]] = {
    Unit.KG: (Quantity(Decimal(30), Unit.KG), Quantity(Decimal(250), Unit.KG)),
    Unit.CM: (Quantity(Decimal(100), Unit.CM), Quantity(Decimal(220), Unit.CM)),
}
"""Outside these a number is asked about and never refused; no rule of the trial uses them."""
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Additions:
    """The parts that may come with the enrolment or later; None where nothing was typed."""

    consent: Consent | None = None
    arm: str | None = None
    access: AccessDevice | None = None
    measurements: Measurements | None = None


@dataclass(slots=True)
class Typed:
    """The texts of the form and the day at the site."""

    fields: dict[str, str] = field(default_factory=dict)
    today: date = date.min

    def __getitem__(self, name: str) -> str:
        """Return a field without outer blanks."""
        return self.fields.get(name, "").strip()

    def day(self, name: str) -> date | None:
        """Return the one day a field means."""
        return read_day(self[name], self.today).value if self[name] else None

    def amount(self, name: str) -> Quantity | None:
        """Return an amount with its digits as typed."""
        try:
            return parse_quantity(self[name], AMOUNTS[name]) if self[name] else None
        except Refused:
            return None

    def missing_identity(self) -> Iterator[str]:
        """Yield the required fields of the identity that are empty or unreadable."""
        if not self["family"] and not self["han"]:
            yield "family"
        if self.day("born") is None:
            yield "born"
        if not self["sex"]:
            yield "sex"
        if not self["subject"]:
            yield "subject"

    def missing_partners(self) -> Iterator[str]:
        """Yield fields that another field asks for: a day with a version, a day with a weight."""
        if bool(self["consent_version"]) != bool(self["consent_on"]):
            yield "consent_on" if self["consent_version"] else "consent_version"
        measured = bool(self["weight"] or self["height"])
        if measured != bool(self["measured_on"]):
            yield "measured_on" if measured else "weight"
        if not self["access"] and (self["access_site"] or self["implanted_on"]):
            yield "access"

    def unread(self) -> Iterator[str]:
        """Yield fields whose text means nothing or two things."""
        yield from (name for name in DATES if self[name] and self.day(name) is None)
        yield from (name for name in AMOUNTS if self[name] and self.amount(name) is None)

    def han_in_latin(self) -> Iterator[str]:
        """Yield fields of the Latin writing that hold Chinese characters."""
        for name in LATIN:
            if any("\u3400" <= letter <= "\u9fff" for letter in self[name]):
                yield name

    def unusual(self, kept: Mapping[str, str]) -> Iterator[str]:
        """Yield weight and height outside the usual that nobody confirmed as they stand."""
        for name in AMOUNTS:
            amount = self.amount(name)
            if amount is not None and is_unusual(amount) and kept.get(name) != self[name]:
                yield name

    def identity(self) -> Identity:
        """Return who is entered; call only when nothing of it is missing."""
        born = self.day("born")
        if born is None:
            raise ValueError("the birth date is missing")
        return Identity(
            subject_id=self["subject"],
            hospital_number=self["hospital_number"],
            name=HumanName(self["family"], self["given"], self["han"], self["pinyin"]),
            born=born,
            sex=Sex(self["sex"]),
        )

    def additions(self) -> Additions:
        """Return what was typed beside the identity."""
        return Additions(self._consent(), self["arm"] or None, self._access(), self._measured())

    def _consent(self) -> Consent | None:
        on = self.day("consent_on")
        return Consent(self["consent_version"], on) if on else None

    def _access(self) -> AccessDevice | None:
        if not self["access"]:
            return None
        access = Access(self["access"])
        if access is not Access.OMMAYA:
            return AccessDevice(access)
        return AccessDevice(access, self["access_site"], self.day("implanted_on"))

    def _measured(self) -> Measurements | None:
        on = self.day("measured_on")
        return Measurements(self.amount("weight"), self.amount("height"), on) if on else None


def is_unusual(amount: Quantity) -> bool:
    """Tell whether a weight or a height lies outside what people usually have."""
    limits = USUAL.get(amount.unit)
    return limits is not None and not limits[0] <= amount <= limits[1]
