"""The label of a syringe: what is still missing before it is printed, and its copies. No Qt.

A label is printed only for a preparation that could be signed as it stands: a syringe that would
be refused gets none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ltm_desktop.domain.dosing_steps import PrepareSyringe
from ltm_desktop.ui.desk_verbs import ProposingDesk
from ltm_desktop.ui.panels.dosing import prepare
from ltm_desktop.ui.panels.dosing.acting import Acting


class PrintingDesk(ProposingDesk, Protocol):
    """The two verbs of the desk that printing needs."""

    def label(self, command: PrepareSyringe, copy: int) -> bytes:
        """Return the label of a preparation as a PDF. Raises Refused, Unprintable."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A label, and what the form keeps of it."""

    pdf: bytes
    name: str
    texts: Mapping[str, str]


def print_label(desk: PrintingDesk, acting: Acting) -> Printed | None:
    """Print the label of the page shown; None while a field is missing. Raises Refused."""
    made = acting.walked.preparation
    if made is not None and not prepare.is_asked(acting):
        command = prepare.again(acting, made.prepared)
        # The first label was printed before anybody could sign.
        number = max(prepare.copies(acting.fields), 1) + 1
        return _printed(desk, command, number, {})
    command_now = prepare.for_label(acting)
    if command_now is None:
        return None
    desk.propose(command_now, acting.say)
    number = prepare.copies(acting.fields) + 1
    told = prepare.told_on_label(acting, command_now)
    return _printed(desk, command_now, number, {prepare.PRINTED: told})


def _printed(
    desk: PrintingDesk, command: PrepareSyringe, number: int, texts: Mapping[str, str]
) -> Printed:
    pdf = desk.label(command, number)
    name = f"label-{command.preparation}-{number}.pdf"
    return Printed(pdf, name, {**texts, prepare.COPIES: str(number)})
