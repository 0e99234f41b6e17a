"""The site's own codes: labels of syringes, wristbands and paper forms, as text.

Each ends with check characters over all before them, and counts only when it is written exactly
as this program writes it. The check finds damage, not forgery: nobody's signature is in it.
"""

import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import quote, unquote

from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.quantities import Quantity, Unit, parse_quantity
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.values import dataclass

LABEL, WRISTBAND, PAPER = "LTMS1:", "LTMW1:", "LTMP1:"

_ROUTES = {Access.OMMAYA: "O", Access.LUMBAR: "L"}
_ACCESSES = {code: access for access, code in _ROUTES.items()}
_MOMENT = "%Y%m%dT%H%MZ"
_PLAIN = re.compile(r"[!-~]+")
_FIELDS = 8
_DAY = re.compile(r"[0-9]{8}")
Code = TypeVar("Code")


@dataclass(frozen=True, slots=True)
class SyringeLabel:
    """What stands on a prepared syringe."""

    subject_id: str
    item: str
    drug: str
    dose: Quantity
    """mg in the syringe."""
    volume: Quantity
    """mL in the syringe."""
    access: Access
    use_by: datetime
    short_id: str
    """Which preparation this is, so that two equal syringes can be told apart."""


@dataclass(frozen=True, slots=True)
class Wristband:
    """Who wears it."""

    subject_id: str


@dataclass(frozen=True, slots=True)
class PaperForm:
    """Which planned dose a paper form of a downtime is for."""

    subject_id: str
    item: str
    planned: str
    """The day it was planned for when the form was printed, such as 20260302."""


def to_label_text(label: SyringeLabel) -> str:
    """Write a label to the whole minute, for the barcode. Raises ValueError for a naive use-by."""
    if label.use_by.tzinfo is None:
        raise ValueError("a use-by has its offset")
    fields = (
        label.subject_id,
        label.item,
        label.drug,
        str(label.dose.value),
        str(label.volume.value),
        _ROUTES[label.access],
        label.use_by.astimezone(UTC).strftime(_MOMENT),
        label.short_id,
    )
    return _closed(LABEL, fields)


def from_label_text(text: str) -> SyringeLabel:
    """Read a label. Raises Refused: damaged, cut or written by something else."""
    return _opened(text, LABEL, _label, to_label_text)


def to_wristband_text(wristband: Wristband) -> str:
    """Write a wristband for its barcode."""
    return _closed(WRISTBAND, (wristband.subject_id,))


def from_wristband_text(text: str) -> Wristband:
    """Read a wristband. Raises Refused: damaged, cut or written by something else."""
    return _opened(text, WRISTBAND, lambda fields: Wristband(*fields), to_wristband_text)


def to_paper_text(form: PaperForm) -> str:
    """Write the code of a paper form."""
    return _closed(PAPER, (form.subject_id, form.item, form.planned))


def from_paper_text(text: str) -> PaperForm:
    """Read the code of a paper form. Raises Refused: damaged, cut or written by another."""
    return _opened(text, PAPER, _paper, to_paper_text)


def _paper(fields: list[str]) -> PaperForm:
    subject, item, planned = fields
    if not (subject and item and _DAY.fullmatch(planned)):
        raise ValueError("a paper form has three fields")
    datetime.strptime(planned, "%Y%m%d").replace(tzinfo=UTC)
    return PaperForm(subject, item, planned)


def _closed(prefix: str, fields: tuple[str, ...]) -> str:
    body = prefix + "/".join(quote(field, safe="") for field in fields)
    return f"{body}/{_check(body)}"


def _check(body: str) -> str:
    return f"{zlib.crc32(body.encode('ascii')):08X}"


def _opened(
    text: str,
    prefix: str,
    read: Callable[[list[str]], Code],
    write: Callable[[Code], str],
) -> Code:
    damaged = refuse("scanning.damaged")
    body, _, check = text.rpartition("/")
    if not _PLAIN.fullmatch(text) or not body.startswith(prefix) or check != _check(body):
        raise damaged
    fields = [unquote(field, errors="replace") for field in body[len(prefix) :].split("/")]
    try:
        code = read(fields)
    except (LookupError, ValueError, TypeError, Refused):
        raise damaged from None
    # One text for one label: a second spelling of the same thing is not ours.
    if write(code) != text:
        raise damaged
    return code


def _label(fields: list[str]) -> SyringeLabel:
    if len(fields) != _FIELDS or not all(fields):
        raise ValueError("a label has eight fields")
    subject, item, drug, dose, volume, route, use_by, short = fields
    return SyringeLabel(
        subject_id=subject,
        item=item,
        drug=drug,
        dose=parse_quantity(dose, Unit.MG),
        volume=parse_quantity(volume, Unit.ML),
        access=_ACCESSES[route],
        use_by=datetime.strptime(use_by, _MOMENT).replace(tzinfo=UTC),
        short_id=short,
    )
