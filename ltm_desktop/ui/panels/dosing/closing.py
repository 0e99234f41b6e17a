"""Closing the record of an injection: the command, who signs it, what else must be told. No Qt."""

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.dosing import RecordDose
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.dosing import give, typed
from ltm_desktop.ui.panels.dosing.acting import Acting


def missing(acting: Acting) -> tuple[str, ...]:
    """Return the fields still missing; words about an incident once somebody tells one."""
    lacking = give.lacking(acting)
    if typed.ticked(acting.fields, "telling"):
        lacking += typed.blank(acting.fields, ("incident",))
    return lacking


def to_command(acting: Acting) -> RecordDose | None:
    """Return the record, or None while a field is missing."""
    return give.to_command(
        acting.fields,
        acting.patient,
        acting.item,
        acting.record,
        acting.checked,
        _remarks(acting),
    )


def signers(acting: Acting) -> tuple[Signer, ...]:
    """Return the operator, the second person unless called away, and a scribe."""
    signing = acting.chosen("operator", Meaning.ADMINISTERED)
    if not typed.ticked(acting.fields, "called_away"):
        signing += acting.chosen("second", Meaning.CHECKED)
    if acting.author not in {one.person for one in signing}:
        signing += acting.myself(Meaning.OBSERVED)
    return signing


def _remarks(acting: Acting) -> str:
    """Tell the values that were kept beyond their plausible limits."""
    kept = give.kept_values(acting.fields, acting.active)
    return typed.joined(*(_remark(acting, *one) for one in kept))


def _remark(acting: Acting, key: str, amount: Quantity, limits: FieldRange) -> str:
    return acting.say(
        "{field}: {amount} confirmed twice, outside {low} to {high}",
        field=acting.say.term(f"field.{key}"),
        amount=amount,
        low=limits.hard_low,
        high=limits.hard_high,
    )
