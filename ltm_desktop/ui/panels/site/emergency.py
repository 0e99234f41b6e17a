"""Writing the site's emergency page: two texts, whom one calls, and the investigator's signature.

No Qt here. Nothing is filled in beforehand but what the site signed last; a draft is no page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.emergency import (
    MOST_PHONES,
    EmergencyTextSigned,
    Phones,
    SignEmergencyText,
    check_page,
)
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts


@dataclass(frozen=True, slots=True)
class TypedPage:
    """The page as it stands in the form."""

    text_en: str = ""
    text_zh: str = ""
    phones: Phones = ()
    """Rows as typed; a row with nothing in it counts for nothing."""

    def written(self) -> "TypedPage":
        """Return what would be signed: outer blanks and empty rows left out."""
        rows = ((label.strip(), number.strip()) for label, number in self.phones)
        phones = tuple(row for row in rows if any(row))
        return TypedPage(self.text_en.strip(), self.text_zh.strip(), phones)


@dataclass(frozen=True, slots=True)
class SignedPage:
    """One signed page, worded."""

    number: str
    investigator: str
    when: str


class EmergencyDesk(Protocol):
    """What writing the page asks of the desk."""

    def investigators(self) -> Sequence[tuple[str, str]]:
        """Return user id and name of everybody who can approve the page."""

    def pages(self) -> Sequence[tuple[EmergencyTextSigned, datetime]]:
        """Return every signed page with its time, the one in force first."""

    def name(self, person: str) -> str:
        """Return how a colleague is called."""

    def draft(self) -> Mapping[str, str]:
        """Return what this person typed and nobody has signed."""

    def keep_draft(self, fields: Mapping[str, str]) -> None:
        """Keep what is typed; nothing at all drops the draft."""

    def propose(self, command: SignEmergencyText) -> Proposal:
        """Decide what signing would write, worded. Raises Refused."""

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with the investigator's secret and write. Raises Refused, Stale."""

    def copy_alerts(self) -> Sequence[Alert]:
        """Return what keeps the copy in the site's folder from saying what was signed."""


class EmergencyView(Protocol):
    """What the form can show."""

    def show_page(self, page: TypedPage) -> None:
        """Fill the form."""

    def show_signed(self, pages: Sequence[SignedPage]) -> None:
        """List the signed pages, the one in force first."""

    def show_investigators(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer everybody who can approve the page."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""

    def show_preview(self, text: str, investigator: str) -> None:
        """Show the exact text that will be signed and ask for the investigator's secret."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""


class EmergencyPresenter:
    """Turn typed texts into one signed page."""

    def __init__(self, desk: EmergencyDesk, view: EmergencyView, run: Run, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._page = TypedPage()
        self._proposal: Proposal | None = None

    def start(self) -> None:
        """Show the draft, else the page in force, else nothing."""
        self._view.show_investigators(self._desk.investigators())
        self._show_signed()
        pages = self._desk.pages()
        draft = self._desk.draft()
        if draft:
            self._page = from_fields(draft)
        elif pages:
            signed = pages[0][0]
            self._page = TypedPage(signed.text_en, signed.text_zh, signed.phones)
        self._view.show_page(self._page)

    def type(self, page: TypedPage) -> None:
        """Take the form as it stands."""
        self._page = page

    def keep_draft(self) -> None:
        """Keep what is typed until it is signed."""
        self._desk.keep_draft(to_fields(self._page))

    def preview(self, investigator: str) -> None:
        """Show the exact text to be signed, or everything that stands against it."""
        self._proposal = None
        page = self._page.written()
        command = SignEmergencyText(page.text_en, page.text_zh, page.phones, PersonId(investigator))
        against = list(check_page(command))
        if not investigator:
            against.append(stop("emergency.investigator_missing"))
        if against:
            self._view.show_alerts(against)
            return
        try:
            self._proposal = self._desk.propose(command)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return
        self._view.show_alerts(())
        self._view.show_preview(self._proposal.shown, investigator)

    def sign(self, secret: str) -> None:
        """Sign what was shown."""
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(True)
        self._run(
            lambda: self._desk.sign_and_record(proposal, secret), self._recorded, self._failed
        )

    def _recorded(self, recorded: Recorded) -> None:
        self._proposal = None
        self._view.show_busy(False)
        self._desk.keep_draft({})
        self._show_signed()
        self._view.show_recorded(recorded)
        self._view.show_alerts(self._desk.copy_alerts())

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))

    def _show_signed(self) -> None:
        desk, say = self._desk, self._say
        self._view.show_signed(
            [
                SignedPage(str(page.number), desk.name(page.investigator), say.zone_moment(at))
                for page, at in desk.pages()
            ]
        )


def to_fields(page: TypedPage) -> dict[str, str]:
    """Return the fields of a draft; nothing typed gives no field."""
    told = {"text_en": page.text_en, "text_zh": page.text_zh}
    for place, (label, number) in enumerate(page.phones):
        told |= {f"phone.{place}.label": label, f"phone.{place}.number": number}
    return {name: text for name, text in told.items() if text}


def from_fields(told: Mapping[str, str]) -> TypedPage:
    """Return the form a draft tells; every row stays in its place."""
    phones = tuple(
        (told.get(f"phone.{place}.label", ""), told.get(f"phone.{place}.number", ""))
        for place in range(MOST_PHONES)
    )
    return TypedPage(told.get("text_en", ""), told.get("text_zh", ""), phones)
