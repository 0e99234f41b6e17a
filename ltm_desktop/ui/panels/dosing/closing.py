"""Closing the record of an injection: the command, who signs it, what else must be told. No Qt."""

from collections.abc import Iterator

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.dosing import RecordDose
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.dosing import give, give_fields, pressures, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.give_fields import Kept


def missing(acting: Acting) -> tuple[str, ...]:
    """Return the fields still missing; words about an incident once somebody tells one."""
    lacking = give.lacking(acting)
    if typed.ticked(acting.fields, "telling"):
        lacking += typed.blank(acting.fields, ("incident",))
    return lacking


def to_command(acting: Acting) -> RecordDose | None:
    """Return the record, or None while a field is missing."""
    return give.to_command(acting, _remarks(acting))


def signers(acting: Acting) -> tuple[Signer, ...]:
    """Return the operator, the second person unless called away, and a scribe."""
    signing = acting.chosen("operator", Meaning.ADMINISTERED)
    if not typed.ticked(acting.fields, "called_away"):
        signing += acting.chosen("second", Meaning.CHECKED)
    if acting.author not in {one.person for one in signing}:
        signing += acting.myself(Meaning.OBSERVED)
    return signing


def _remarks(acting: Acting) -> str:
    """Tell values kept beyond their plausible limits, and pressures as they were read."""
    kept = give_fields.kept_values(acting.fields, acting.active)
    remarks = (*(_kept(acting, one) for one in kept), *_as_read(acting))
    # A correction brings the note of the old record, with its remarks.
    told = typed.text(acting.fields, "note").splitlines()
    return typed.joined(*(one for one in remarks if one not in told))


def _kept(acting: Acting, kept: Kept) -> str:
    return acting.say(
        "{field}: {amount} confirmed twice, outside {low} to {high}",
        field=acting.say.term(f"field.{kept.key}"),
        amount=kept.amount,
        low=kept.limits.hard_low,
        high=kept.limits.hard_high,
    )


def _as_read(acting: Acting) -> Iterator[str]:
    """Yield each pressure that was typed in another unit than it is stored in."""
    access = typed.access(acting.fields, "access")
    for key in give_fields.optional_of(access):
        unit = acting.fields.get(f"{key}_unit", "")
        read = typed.text(acting.fields, key)
        if key in give_fields.PRESSURES and read and unit in {pressures.MM, pressures.HG}:
            yield acting.say(
                "{field}: read as {typed} {unit}",
                field=acting.say.term(f"field.{key}"),
                typed=read,
                unit=pressures.NAMES[unit],
            )
