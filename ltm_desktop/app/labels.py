"""A prepared syringe as its label: everything the bedside reads, in the site's record language.

Made from the preparation about to be signed; whether it may be prepared is decided elsewhere.
"""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.paper import AmountLine, Field, LabelSheet
from ltm_desktop.app.sheets import both, kind_banner
from ltm_desktop.app.site_codes import SyringeLabel, to_label_text
from ltm_desktop.app.wording.telling.voice import drug_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import Order
from ltm_desktop.domain.dosing_steps import PrepareSyringe
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.patients import Identity
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head

ONLY = ("FOR INTRATHECAL USE ONLY", "仅供鞘内使用")
"""The same on every label, whatever the language of the site: who may pick it up is not known."""
_MG_PER_ML = Decimal("0.0001")
Speakers = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """What a label needs to know beside the preparation."""

    chart: Chart
    site: SiteState
    active: ActiveProtocol | None
    head: Head
    now: datetime
    copy: int
    """1 is the first; every later one says which it is, and when it was printed."""


def label_sheet(command: PrepareSyringe, facts: LabelFacts) -> LabelSheet:
    """Return the label of a preparation. Raises Refused where nothing was ordered."""
    patient, order = facts.chart.patient, facts.chart.dosing.orders.get(command.item)
    if patient is None or order is None:
        raise refuse("dosing.no_order", item=command.item)
    languages = facts.active.record_languages if facts.active else ("en",)
    speakers = tuple(Words(language) for language in languages)
    return LabelSheet(
        only=ONLY,
        patient=_name(patient.identity),
        identity=_identity(patient.identity, speakers),
        amount_line=_amount(command, order, facts, speakers),
        content=_content(command, speakers),
        use_by=Field(
            both([say("Use by") for say in speakers], " "),
            speakers[0].moment(command.syringe.use_by),
        ),
        people=_people(command, facts, speakers),
        preparation=command.preparation,
        head=facts.head.to_line(),
        code=label_text(command, order, patient.identity.subject_id),
        copy=_copy(facts, speakers),
        kind_banner=kind_banner(facts.site, speakers),
    )


def label_text(command: PrepareSyringe, order: Order, subject: str) -> str:
    """Return the text of the square code; a scan of it is compared field by field."""
    return to_label_text(
        SyringeLabel(
            subject_id=subject,
            item=command.item,
            drug=order.drug,
            dose=command.dose,
            volume=command.syringe.volume,
            access=order.access,
            use_by=command.syringe.use_by,
            short_id=command.preparation,
        )
    )


def concentration(dose: Quantity, volume: Quantity) -> Quantity | None:
    """Return mg/mL in the syringe, to 0.0001 mg/mL; None for an empty one."""
    if volume.value <= 0:
        return None
    amount = (dose.value / volume.value).quantize(_MG_PER_ML, ROUND_HALF_UP)
    return Quantity(amount.normalize() + 0, Unit.MG_PER_ML)


def _name(identity: Identity) -> str:
    name = identity.name
    latin = ", ".join(part for part in (name.family.upper(), name.given) if part)
    return " / ".join(part for part in (latin, name.han) if part)


def _identity(identity: Identity, speakers: Speakers) -> str:
    born = both([say("born {day}", day=identity.born) for say in speakers], " ")
    return f"{identity.subject_id} · {born}"


def _amount(
    command: PrepareSyringe, order: Order, facts: LabelFacts, speakers: Speakers
) -> AmountLine:
    drugs = [drug_name(order.drug, say, facts.active) for say in speakers]
    routes = [_route(order.access, say) for say in speakers]
    return AmountLine(
        drug=both(drugs, "  "),
        amount=both([say.amount(command.dose) for say in speakers], "  "),
        route=both(routes, "  "),
        dose_label=both([say("DOSE") for say in speakers], " "),
    )


def _route(access: Access, say: Words) -> str:
    if access is Access.OMMAYA:
        return say("INTRATHECAL, Ommaya reservoir")
    return say("INTRATHECAL, lumbar puncture")


def _content(command: PrepareSyringe, speakers: Speakers) -> str:
    strong = concentration(command.dose, command.syringe.volume)
    # mg/mL is a sign of both languages (ADR 0013); English alone says mg per mL
    say = next((one for one in speakers if one.chinese_first), speakers[0])
    volume = say.amount(command.syringe.volume)
    return f"{volume} · {say.amount(strong)}" if strong else volume


def _people(command: PrepareSyringe, facts: LabelFacts, speakers: Speakers) -> tuple[str, ...]:
    prepared = both([say("Prepared by") for say in speakers], " ")
    checked = both([say("Checked by") for say in speakers], " ")
    made = speakers[0].moment(command.prepared_at)
    return (
        f"{prepared} {_person(command.preparer, facts.site)}, {made}",
        f"{checked} {_person(command.second, facts.site)}",
    )


def _person(person: PersonId, site: SiteState) -> str:
    known = site.people.get(person)
    return person_name(known.name) if known else person


def _copy(facts: LabelFacts, speakers: Speakers) -> str:
    if facts.copy <= 1:
        return ""
    numbered = both([say("Copy {number}", number=facts.copy) for say in speakers], " ")
    return f"{numbered} · {speakers[0].moment(facts.now)}"
