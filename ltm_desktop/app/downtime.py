"""The blank form for a dose given while the program is down: every field of one way in.

No record: it is copied in afterwards as transcribed, and still needs every signature. What the
chart knows of patient and dose is printed; nothing else is filled in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ltm_desktop.app.paper import BlankField, BlankSection, DowntimeSheet
from ltm_desktop.app.sheets import both, kind_banner
from ltm_desktop.app.wording.telling.voice import drug_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import Given, LumbarFacts, NotGiven, OmmayaFacts, Technique
from ltm_desktop.domain.dosing_care import companions_of
from ltm_desktop.domain.dosing_measures import FACT_UNITS
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.patients import Identity
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import FACT_LISTS
from ltm_desktop.ledger.entries import Head

LANGUAGES = ("en", "zh_CN")
"""Both, whatever the site's record language: who fills it in is not known."""
_FACTS = {Access.OMMAYA: OmmayaFacts, Access.LUMBAR: LumbarFacts}
_YES_NO = (
    "csf_return",
    "needle_out",
    "nrfit",
    "local_anaesthetic_plain",
    "paraesthesia_lasting",
    "skin_dried",
    "mixed_with_csf",
    "resistance",
    "csf_midway",
)
_LISTS = {"skin_agent": "skin_agent", "barriers": "barrier"}


@dataclass(frozen=True, slots=True)
class DowntimeFacts:
    """What a blank form may know: the site, and one dose of one patient."""

    site: SiteState
    active: ActiveProtocol | None
    head: Head
    chart: Chart | None = None
    item: ItemCode | None = None
    access: Access | None = None


def downtime_sheet(facts: DowntimeFacts) -> DowntimeSheet:
    """Return the form of a way in; of both where none is ordered or asked for."""
    speakers = tuple(Words(language) for language in LANGUAGES)
    told = [_Form(facts, say).sheet() for say in speakers]
    # Both languages make the same form, field by field.
    merged: DowntimeSheet = _merged(told)
    return replace(merged, kind_banner=kind_banner(facts.site, speakers), head=facts.head.to_line())


def _merged(parts: Sequence[Any]) -> Any:
    first = parts[0]
    if isinstance(first, str):
        return both(list(parts))
    if isinstance(first, tuple):
        return tuple(_merged(each) for each in zip(*parts, strict=True))
    if is_dataclass(first) and not isinstance(first, type):
        names = [one.name for one in fields(first)]
        merged = {n: _merged([getattr(one, n) for one in parts]) for n in names}
        if isinstance(first, BlankField):
            # per µL and /µL: a stroke between them would read as a third one
            merged["unit"] = both([one.unit for one in parts], "  ")
        return replace(first, **merged)
    return first


@dataclass(frozen=True, slots=True)
class _Form:
    """The form in one language."""

    facts: DowntimeFacts
    say: Words

    def sheet(self) -> DowntimeSheet:
        say, founded = self.say, self.facts.site.founded
        return DowntimeSheet(
            title=say("Dose given in a downtime: paper form"),
            site_line=founded.name if founded else "",
            patient=tuple(self._patient()),
            notes=(
                say("Write only what was seen and done, with the times of the clock on the wall."),
                say(
                    "Copy it into the program as soon as it runs again; both people sign there "
                    "too. Keep this paper with the record."
                ),
            ),
            sections=tuple(self._sections()),
            head="",
            language="+".join(LANGUAGES),
        )

    def _access(self) -> Access | None:
        chart, item = self.facts.chart, self.facts.item
        order = chart.dosing.orders.get(item) if chart and item else None
        return self.facts.access or (order.access if order else None)

    def _drug(self) -> str:
        chart, item, active = self.facts.chart, self.facts.item, self.facts.active
        order = chart.dosing.orders.get(item) if chart and item else None
        if order is not None:
            return order.drug
        return active.drug_names[0] if active and len(active.drug_names) == 1 else ""

    def _patient(self) -> Iterator[BlankField]:
        say, chart = self.say, self.facts.chart
        who = chart.patient.identity if chart and chart.patient else None
        name = " / ".join(filter(None, (_latin(who), who.name.han))) if who else ""
        yield BlankField(say("Patient"), value=name)
        yield BlankField(say("Born"), value=say.date(who.born) if who else "")
        yield BlankField(say("Subject"), value=who.subject_id if who else "")
        yield BlankField(say("Hospital number"), value=who.hospital_number if who else "")

    def _sections(self) -> Iterator[BlankSection]:
        access = self._access()
        ways = (access,) if access else tuple(Access)
        yield BlankSection(self.say("Dose"), tuple(self._dose(ways)))
        yield BlankSection(self.say("Syringe"), tuple(self._syringe()))
        yield BlankSection(self.say("Checked by two people before the injection"), self._check())
        yield BlankSection(self.say("Time-out, read aloud"), self._time_out())
        for way in ways:
            yield BlankSection(self.say.begin(self.say.term(way)), tuple(self._findings(way)))
        yield BlankSection(self.say("Injection"), tuple(self._injection()))
        yield BlankSection(self.say("Besides"), tuple(self._beside()))
        yield BlankSection(self.say("If it was not given"), tuple(self._not_given()))
        yield BlankSection(self.say("People and signatures"), self._people())
        yield BlankSection(self.say("Copied into the program"), self._copied())

    def _dose(self, ways: tuple[Access, ...]) -> Iterator[BlankField]:
        say, chart, item = self.say, self.facts.chart, self.facts.item
        planned = chart.plan.items.get(item) if chart and item else None
        order = chart.dosing.orders.get(item) if chart and item else None
        drug = self._drug()
        number = say("Dose {n} of {total}", n=planned.number, total=planned.of) if planned else ""
        yield BlankField(say("Planned dose"), value=number)
        yield BlankField(say("Planned day"), value=say.date(planned.scheduled) if planned else "")
        yield BlankField(say("Drug"), value=drug_name(drug, say, self.facts.active) if drug else "")
        amount = say.amount(order.dose) if order else ""
        yield BlankField(say("Prescribed dose"), unit="" if amount else "mg", value=amount)
        yield BlankField(say("Prescribed by"))
        names = tuple(say.term(way) for way in ways)
        known = self._access() is not None
        yield BlankField(say("Access"), () if known else names, value=names[0] if known else "")

    def _syringe(self) -> Iterator[BlankField]:
        say = self.say
        yield BlankField(say("Product"))
        yield BlankField(say("Lot"))
        yield BlankField(say("Expiry of the product"))
        yield BlankField(say("Volume in the syringe"), unit="mL")
        yield BlankField(say("Dose in the syringe"), unit="mg")
        yield BlankField(say("Use by"))
        yield BlankField(say.term("field.preparation"))
        yield BlankField(say.term("field.gtin"))
        yield BlankField(say.term("field.trace_code"))

    def _check(self) -> tuple[BlankField, ...]:
        say = self.say
        read = (
            say("Patient"),
            say("Drug"),
            say("Dose"),
            say("Volume"),
            say("Access"),
            say("Use by"),
        )
        return (
            BlankField(say("Read by the second person"), read, wide=True),
            BlankField(say.term("field.paper_checked_at")),
            BlankField(say("Differences found")),
        )

    def _time_out(self) -> tuple[BlankField, ...]:
        say = self.say
        lines = tuple(say.term(f"time_out.{one}") for one in TIME_OUT_LINES)
        return (
            BlankField(say("Confirmed"), lines, wide=True),
            BlankField(say.term("field.paper_timed_out_at")),
        )

    def _findings(self, access: Access) -> Iterator[BlankField]:
        for one in fields(_FACTS[access]):
            label = self.say.term(f"field.{one.name}")
            yield self._field(label, one.name, FACT_LISTS[access].get(one.name, ""))

    def _field(self, label: str, name: str, vocabulary: str) -> BlankField:
        say = self.say
        if vocabulary:
            return BlankField(label, self._listed(vocabulary), wide=True)
        if name in _YES_NO:
            return BlankField(label, (say("Yes"), say("No")))
        if name == "paraesthesia":
            sides = (say("None"), say("Left"), say("Right"), say("Both sides"))
            return BlankField(label, sides, wide=True)
        unit = FACT_UNITS.get(name)
        return BlankField(label, unit=say.unit(unit) if unit else "")

    def _listed(self, vocabulary: str) -> tuple[str, ...]:
        active = self.facts.active
        if active is None:
            return ()
        codes = active.vocabulary(vocabulary)
        return tuple(active.label(vocabulary, code, self.say.language) for code in codes)

    def _injection(self) -> Iterator[BlankField]:
        say = self.say
        for one in fields(Technique):
            label = say.term(f"field.{one.name}")
            yield self._field(label, one.name, _LISTS.get(one.name, ""))
        yield BlankField(say("Injection started"))
        yield BlankField(say("Injection ended"))
        yield BlankField(say("Volume injected"), unit="mL")
        yield BlankField(say("Outcome"), tuple(say.term(one) for one in Given), wide=True)
        for name, label in (
            ("partial_reason", say("Reason, where partly given")),
            ("abandoned_reason", say("Reason, where abandoned")),
            ("leftover", say.term("field.leftover")),
        ):
            yield BlankField(label, self._listed(name), wide=True)
        yield BlankField(say.term("field.spill"), wide=True)

    def _beside(self) -> Iterator[BlankField]:
        say = self.say
        for one in companions_of(self.facts.active, self._drug()):
            name = one.label.text(say.language)
            label = say("{drug} {dose}, own syringe", drug=name, dose=one.dose)
            yield BlankField(label, (say("given"), say("not given")))
            yield BlankField(say("Why it was not given"))
        yield BlankField(say("CSF taken was sent for"), self._listed("csf_sample"), wide=True)
        found = self._listed("immediate_complication")
        yield BlankField(say("Complications"), found, wide=True)
        yield BlankField(say("What went against the plan"), wide=True)
        yield BlankField(say("Notes"), wide=True)

    def _not_given(self) -> Iterator[BlankField]:
        say = self.say
        yield BlankField(say("Outcome"), tuple(say.term(one) for one in NotGiven), wide=True)
        yield BlankField(say("Reason"))
        yield BlankField(say("Decided at"))
        yield BlankField(say("Held until"))

    def _people(self) -> tuple[BlankField, ...]:
        say = self.say
        return (
            BlankField(say("Injected by: name, signature, time"), wide=True),
            BlankField(say("Second person: name, signature, time"), wide=True),
            BlankField(say("Written by: name, signature"), wide=True),
            BlankField(say("Why on paper"), wide=True),
        )

    def _copied(self) -> tuple[BlankField, ...]:
        say = self.say
        return (
            BlankField(say("Copied by")),
            BlankField(say("Copied at")),
            BlankField(say("Record number")),
        )


def _latin(who: Identity) -> str:
    return ", ".join(part for part in (who.name.family.upper(), who.name.given) if part)
