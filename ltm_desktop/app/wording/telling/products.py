"""Products approved for intrathecal use, and approvals taken back."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.products import ProductApproved, ProductWithdrawn

Sections = tuple[StatementSection, ...]


def tell_approval(event: ProductApproved, voice: Voice) -> Sections:
    """Tell an approval."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Number on the pack (GTIN)"), event.gtin, emphasis=True),
        line(say("Product"), event.name, emphasis=True),
        line(say("Drug"), voice.drug(event.drug)),
        line(say("Drug in one pack"), voice.amount(event.strength)),
        line(say("Volume of one pack"), voice.amount(event.volume)),
        line(say("Free of preservatives"), voice.yes_no(event.preservative_free)),
        line(say("Pharmacist"), voice.person(event.pharmacist)),
        line(say("Notes"), event.note),
    )
    return (StatementSection(say("Approved for intrathecal use"), lines),)


def tell_withdrawal(event: ProductWithdrawn, voice: Voice) -> Sections:
    """Tell the end of an approval."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Number on the pack (GTIN)"), event.gtin, emphasis=True),
        line(say("Reason"), event.reason),
        line(say("Pharmacist"), voice.person(event.pharmacist)),
    )
    return (StatementSection(say("No longer approved for intrathecal use"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    ProductApproved: tell_approval,
    ProductWithdrawn: tell_withdrawal,
}
