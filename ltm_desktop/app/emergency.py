"""The emergency page outside the record: the copy anybody can read, kept as the ledger says.

The copy is made from the signed entry alone and holds no patient data. Refuses to make anything
up: what nobody signed is set aside, and a page that is missing is said to be missing.
"""

from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from ltm_desktop.app.charts import events_of, person_name
from ltm_desktop.app.ports import Store
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.emergency import EmergencyTextSigned, Phones
from ltm_desktop.domain.errors import LtmError, Unavailable
from ltm_desktop.domain.identifiers import SITE_STREAM, PersonId
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.canonical import Plain, digest, encode

if TYPE_CHECKING:
    from ltm_desktop.app.desk import Desk


@dataclass(frozen=True, slots=True)
class EmergencyCopy:
    """What the site's folder tells without any secret: the page, whose it is, who approved it."""

    number: int
    site: str
    code: str
    kind: str
    """live, demo or practice."""
    text_en: str
    text_zh: str
    phones: Phones
    investigator: str
    signed_by: str
    signed_at: str
    """ISO instant with offset: when the entry was written."""
    digest: str = ""
    """SHA-256 over everything else."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was found in the site's folder."""

    copy: EmergencyCopy | None = None
    kind: str = ""
    """What the site is for, empty where not even that can be read."""
    problem: str = ""
    """A code under "emergency." where a file is there but does not hold."""


class EmergencyBoard(Protocol):
    """Where the copy hangs: one file of the site's folder."""

    def read(self) -> Posted:
        """Return what hangs there; never raises."""

    def post(self, copy: EmergencyCopy) -> None:
        """Replace the copy, durably. Raises Unavailable; the old one stands then."""

    def set_aside(self) -> None:
        """Put a page that nobody signed out of the way, durably. Raises Unavailable."""


def stamped(copy: EmergencyCopy) -> EmergencyCopy:
    """Return the copy with its digest."""
    plain: dict[str, Plain] = {
        **asdict(copy),
        "phones": [[label, number] for label, number in copy.phones],
    }
    del plain["digest"]
    return replace(copy, digest=digest(encode(plain)))


def signed_copy(store: Store, site: SiteState, *, until: int | None = None) -> EmergencyCopy | None:
    """Return the copy as the ledger would have it, None before a page was signed."""
    found: EmergencyCopy | None = None
    for sealed in store.entries(SITE_STREAM):
        if until is not None and sealed.seq > until:
            break
        for event in events_of(sealed.entry):
            if isinstance(event, EmergencyTextSigned):
                found = _copy(event, sealed.entry.recorded_at, site)
    return found


def _copy(event: EmergencyTextSigned, recorded_at: str, site: SiteState) -> EmergencyCopy:
    founded = site.founded
    approver = site.people.get(PersonId(event.investigator))
    return stamped(
        EmergencyCopy(
            number=event.number,
            site=founded.name if founded else "",
            code=founded.code if founded else "",
            kind=founded.kind.value if founded else "",
            text_en=event.text_en,
            text_zh=event.text_zh,
            phones=event.phones,
            investigator=event.investigator,
            signed_by=person_name(approver.name) if approver else event.investigator,
            signed_at=recorded_at,
        )
    )


def copy_fault(posted: Posted, signed: EmergencyCopy | None) -> str:
    """Return a code for what hangs there and should not, or should and does not; else nothing."""
    if posted.copy == signed and not posted.problem:
        return ""
    if signed is None:
        return "emergency.copy_foreign"
    if posted.problem == "emergency.copy_unreadable":
        return posted.problem
    return "emergency.copy_differs" if posted.copy else "emergency.copy_missing"


def keep_posted(desk: "Desk") -> tuple[Alert, ...]:
    """Make the folder say what the ledger says; return what there is to tell about it."""
    board = desk.emergency
    if board is None:
        return ()
    signed = signed_copy(desk.store, desk.site())
    fault = copy_fault(board.read(), signed)
    if not fault:
        return ()
    try:
        if signed is None:
            board.set_aside()
            return (note("emergency.copy_set_aside"),)
        board.post(signed)
    except Unavailable:
        return (note("emergency.copy_not_written"),)
    return (note("emergency.copy_rewritten"),)


def post_signed(desk: "Desk") -> None:
    """Hang the page up that was just signed; where it cannot be, `standing_fault` tells."""
    signed = signed_copy(desk.store, desk.site())
    if desk.emergency is not None and signed is not None:
        try:
            desk.emergency.post(signed)
        except Unavailable:
            return


def standing_fault(desk: "Desk") -> tuple[Alert, ...]:
    """Return what keeps the copy from saying what was signed."""
    if desk.emergency is None:
        return ()
    fault = copy_fault(desk.emergency.read(), signed_copy(desk.store, desk.site()))
    return (note("emergency.copy_not_written"),) if fault else ()


def current(desk: "Desk") -> Posted:
    """Return the page of an open site: what is signed, else what hangs in the folder."""
    board = desk.emergency
    try:
        signed = signed_copy(desk.store, desk.site())
    except LtmError:
        # the record cannot be read just now: the copy is there for this
        signed = None
    if signed is not None:
        return Posted(signed, signed.kind)
    return board.read() if board is not None else Posted()


def moment_of(copy: EmergencyCopy) -> datetime | None:
    """Return when the page was signed, None where a changed copy does not say."""
    try:
        at = datetime.fromisoformat(copy.signed_at)
    except ValueError:
        return None
    return at if at.tzinfo else None
