"""From a proposal to an entry: the text that is read, each signature by its own secret, the write.

No Qt here. A secret is used once and never kept; a wrong one keeps everything else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.recorder import AnyCommand, Proposal, Recorded
from ltm_desktop.app.signing import Signed
from ltm_desktop.app.wording.telling.voice import signature_word
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ui.desk_verbs import Run, SigningDesk
from ltm_desktop.ui.speak import to_sentence


@dataclass(frozen=True, slots=True)
class Asked:
    """One person whose secret is asked for."""

    person: str
    name: str
    meaning: str
    about: str = ""
    """What it is about by its name, where the text names it by its number alone."""


class SigningView(Protocol):
    """What can be shown while people sign."""

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        """Show the very text that is signed and ask each person's secret."""

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        """Say beside one person's secret why it was refused."""

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is signed and stored."""


class SignatureRefusedError(Exception):
    """Say whose signature was refused, and why."""

    def __init__(self, person: str, refusal: Refused) -> None:
        super().__init__(person)
        self.person = person
        self.refusal = refusal


class Signing:
    """Carry one proposal through its signatures into the ledger."""

    def __init__(
        self,
        desk: SigningDesk,
        view: SigningView,
        run: Run,
        say: Words,
        *,
        recorded: Callable[[Recorded], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._recorded = recorded
        self._failed = failed
        self._proposal: Proposal | None = None

    def propose(self, command: AnyCommand) -> None:
        """Show what would be written, to be read and signed. Raises Refused."""
        self._proposal = self._desk.propose(command, self._say)
        asked = tuple(self._asked(signer) for signer in self._proposal.signers)
        self._view.show_statement(self._proposal.shown, asked)

    def sign(self, secrets: Mapping[str, str]) -> None:
        """Sign by each person's secret and write, beside the window."""
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(busy=True)
        self._run(lambda: self._write(proposal, secrets), self._done, self._stopped)

    def drop(self) -> None:
        """Forget the proposal; nothing was written."""
        self._proposal = None

    def _write(self, proposal: Proposal, secrets: Mapping[str, str]) -> Recorded:
        signed = [self._signed(proposal, one, secrets) for one in proposal.signers]
        return self._desk.record(proposal, signed)

    def _signed(self, proposal: Proposal, signer: Signer, secrets: Mapping[str, str]) -> Signed:
        try:
            return self._desk.sign(proposal, signer, secrets.get(signer.person, ""))
        except Refused as refusal:
            raise SignatureRefusedError(signer.person, refusal) from refusal

    def _done(self, recorded: Recorded) -> None:
        self._proposal = None
        self._view.show_busy(busy=False)
        self._recorded(recorded)

    def _stopped(self, error: Exception) -> None:
        self._view.show_busy(busy=False)
        if isinstance(error, SignatureRefusedError):
            self._view.show_wrong_secret(error.person, self._wrong_words(error))
            return
        self._proposal = None
        self._failed(error)

    def _wrong_words(self, error: SignatureRefusedError) -> str:
        if {alert.code for alert in error.refusal.alerts} != {"people.wrong_secret"}:
            return to_sentence(error.refusal, self._say)
        person = self._desk.site().people.get(PersonId(error.person))
        name = person_name(person.name) if person else error.person
        return self._say("This is not the secret of {person}. Type it again.", person=name)

    def _asked(self, signer: Signer) -> Asked:
        person = self._desk.site().people.get(PersonId(signer.person))
        name = person_name(person.name) if person else signer.person
        word = signature_word(signer.meaning, self._say, session=True)
        return Asked(signer.person, name, word)
