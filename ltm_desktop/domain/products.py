"""Products a pharmacist approved for intrathecal use, by their number, and drugs that never are.

Refuses a number with a wrong check digit, a drug of the wrong-route list, a preservative, and a
syringe made from a product that is not approved (H03).
"""

import unicodedata
from collections.abc import Iterator, Mapping

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import ReadBy, Syringe
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People, check_authority
from ltm_desktop.domain.protocol import TrialProtocol, WrongRouteDrug
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Meaning, Task
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.values import dataclass

H03 = "hard rule H03: product approved for intrathecal use"
H17 = "hard rule H17: no preservative"
H19 = "hard rule H19: a blank limit blocks"
_GTIN_DIGITS = 14


@dataclass(frozen=True, slots=True)
class ApproveProduct:
    """Approve one product for intrathecal use; the pharmacist signs `verified`."""

    gtin: str
    """14 digits, as in the code on the pack."""
    name: str
    drug: str
    """Code of the protocol's drug."""
    strength: Quantity
    """mg in one pack."""
    preservative_free: bool
    volume: Quantity | None = None
    """mL in one pack; None for a powder."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawProduct:
    """Take an approval back; what was prepared before stays told."""

    gtin: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProductApproved:
    """A product was approved for intrathecal use."""

    gtin: str
    name: str
    drug: str
    strength: Quantity
    preservative_free: bool
    volume: Quantity | None
    note: str
    pharmacist: PersonId


@dataclass(frozen=True, slots=True)
class ProductWithdrawn:
    """An approval was taken back."""

    gtin: str
    reason: str
    pharmacist: PersonId


EVENTS = (ProductApproved, ProductWithdrawn)
Products = Mapping[str, ProductApproved]
"""What is approved now, by number."""


def decide_products(
    command: ApproveProduct | WithdrawProduct,
    products: Products,
    people: People,
    trial: TrialProtocol | None,
    act: Act,
) -> tuple[ProductApproved | ProductWithdrawn]:
    """Approve a product or take it back. Raises Refused for anybody but a pharmacist."""
    refuse_if(check_authority(people, act.author, Task.VERIFY, act.today))
    if isinstance(command, WithdrawProduct):
        refuse_if(_check_withdrawal(command, products))
        return (ProductWithdrawn(command.gtin, command.reason, act.author),)
    if trial is None:
        raise refuse("configuration.none_signed", H19)
    refuse_if(check_approval(command, products, trial))
    return (
        ProductApproved(
            command.gtin,
            command.name,
            command.drug,
            command.strength,
            command.preservative_free,
            command.volume,
            command.note,
            act.author,
        ),
    )


def _check_withdrawal(command: WithdrawProduct, products: Products) -> Iterator[Alert]:
    if command.gtin not in products:
        yield stop("products.not_approved", H03, gtin=command.gtin)
    if not command.reason.strip():
        yield stop("products.reason_missing")
    yield from check_note(command.reason)


def check_approval(
    command: ApproveProduct, products: Products, trial: TrialProtocol
) -> Iterator[Alert]:
    """Return everything that stands against approving a product."""
    if not is_gtin(command.gtin):
        yield stop("products.not_a_gtin", H03, gtin=command.gtin)
    elif command.gtin in products:
        yield stop("products.already_approved", H03, gtin=command.gtin)
    if not command.name.strip():
        yield stop("products.name_missing")
    if command.drug not in trial.drugs:
        yield stop("dosing.wrong_drug", H03, drug=command.drug)
    yield from check_never(trial, command.name)
    if not command.preservative_free:
        yield stop("dosing.preservative", H17)
    yield from _check_amounts(command)
    yield from check_line(command.name)
    yield from check_note(command.note)


def _check_amounts(command: ApproveProduct) -> Iterator[Alert]:
    if command.strength.unit is not Unit.MG or command.strength.value <= 0:
        yield stop("products.strength_missing")
    volume = command.volume
    if volume is not None and (volume.unit is not Unit.ML or volume.value <= 0):
        yield stop("products.volume_impossible")


def is_gtin(digits: str) -> bool:
    """Tell whether 14 digits carry their right check digit (GS1 General Specifications 7.9)."""
    if len(digits) != _GTIN_DIGITS or not (digits.isascii() and digits.isdecimal()):
        return False
    weighted = sum(int(one) * (3 if place % 2 == 0 else 1) for place, one in enumerate(digits))
    return weighted % 10 == 0


def wrong_route(trial: TrialProtocol, text: str) -> WrongRouteDrug | None:
    """Return the drug of the wrong-route list that a text names, None where it names none."""
    written = _plain(text)
    return next(
        (
            one
            for one in trial.never_intrathecal
            if any(_plain(name) in written for name in one.names)
        ),
        None,
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def check_never(trial: TrialProtocol, text: str) -> Iterator[Alert]:
    """Return a stop for a drug that must never reach the CSF; without the list nothing may."""
    if not trial.never_intrathecal:
        yield stop("products.no_wrong_route_list", H19)
    found = wrong_route(trial, text)
    if found is not None:
        yield stop("products.wrong_route", H03, drug=found.label)


def check_made_from(
    products: Products, trial: TrialProtocol | None, drug: str, syringe: Syringe
) -> Iterator[Alert]:
    """Return what stands against the product behind a syringe; a pack may carry no number.

    Such a pack is typed, read by two people and told why, and what is typed names the drug.
    """
    if trial is not None:
        yield from check_never(trial, syringe.product)
    if not syringe.gtin:
        if syringe.read_by is not ReadBy.TYPED or not syringe.typed_reason.strip():
            yield stop("products.typed_reason_missing", H03)
        if trial is not None and not _names(products, trial, drug, syringe.product):
            yield stop("products.not_named", H03, product=syringe.product)
        return
    approved = products.get(syringe.gtin)
    if approved is None:
        yield stop("products.not_approved", H03, gtin=syringe.gtin)
    elif drug and approved.drug != drug:
        yield stop("products.other_drug", H03, found=approved.drug, ordered=drug)


def _names(products: Products, trial: TrialProtocol, drug: str, text: str) -> bool:
    """Tell whether a text names a drug, in either language, or a product approved for it."""
    known = trial.drugs.get(drug)
    if known is None:
        return True
    approved = (one.name for one in products.values() if one.drug == drug)
    return any(_plain(one) in _plain(text) for one in (known.label.en, known.label.zh, *approved))


def products_signers(act: Act) -> tuple[Signer, ...]:
    """Return the one signature that an approval or its end needs."""
    return (Signer(act.author, Meaning.VERIFIED),)


def evolve(products: Products, event: ProductApproved | ProductWithdrawn) -> Products:
    """Fold one event of this topic."""
    if isinstance(event, ProductApproved):
        return {**products, event.gtin: event}
    return {gtin: one for gtin, one in products.items() if gtin != event.gtin}
