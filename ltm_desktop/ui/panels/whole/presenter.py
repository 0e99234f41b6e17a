"""Is the record whole? The check, a head or a PDF from outside, and the register. No Qt here.

Nothing is said to be whole before every entry was read; a check that was ended says so.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.whole import Answer, Check, Found, KeptHead
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.witnessing import HeadPlace, WitnessHead
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts


class WholeDesk(Protocol):
    """What the page asks of the desk."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def newest(self) -> str:
        """Return the newest head as one types it: its number and its digits."""

    def check(self, check: Check) -> Answer | None:
        """Verify the whole record; None when it was ended before it was done."""

    def head(self, text: str) -> Found:
        """Say whether a head from paper stands in this record."""

    def paper(self, path: str) -> Answer:
        """Say whether a PDF is a whole paper of this record. Raises OSError."""

    def register(self) -> Sequence[KeptHead]:
        """Return every head kept outside, the newest entered first."""

    def freshness(self) -> str:
        """Say how much of the record is witnessed outside."""

    def propose(self, command: WitnessHead) -> Proposal:
        """Decide what would be written, worded. Raises Refused."""

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with the secret of the person at the desk and write. Raises Refused, Stale."""


class WholeView(Protocol):
    """What the page can show."""

    def show_checking(self, words: str, done: int, total: int) -> None:
        """Say how far the check is; no words when none is under way."""

    def show_record(self, answer: Answer | None) -> None:
        """Show what the check found; nothing takes an older answer away."""

    def show_asking(self, asking: bool) -> None:
        """Hold the fields of a paper still while it is looked at."""

    def show_paper(self, answer: Answer | None) -> None:
        """Show what became of a head or a PDF."""

    def show_register(self, kept: Sequence[KeptHead], fresh: str) -> None:
        """List the heads kept outside, and how fresh they are."""

    def show_head(self, text: str) -> None:
        """Fill the form's head in."""

    def show_unfound(self, answer: Answer | None) -> None:
        """Show why a head cannot be entered."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""

    def show_preview(self, text: str) -> None:
        """Show the exact text that will be signed and ask for the secret."""

    def show_busy(self, busy: bool) -> None:
        """Hold the form still while it is signed and stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""


class WholePresenter:
    """Ask the desk beside the window, and show what it answers."""

    def __init__(
        self, desk: WholeDesk, view: WholeView, say: Words, *, check: Run, ask: Run, write: Run
    ) -> None:
        """Take one thread of work each for the long check, for a question, for a signature."""
        self._desk = desk
        self._view = view
        self._say = say
        self._runs = (check, ask, write)
        self._check: Check | None = None
        self._proposal: Proposal | None = None

    def refresh(self) -> None:
        """Ask for the register again."""
        self._view.show_register(self._desk.register(), self._desk.freshness())

    def check(self) -> None:
        """Begin to check the whole record."""
        if self._check is not None:
            return
        check = self._check = Check()
        self._view.show_record(None)
        self.tick()
        self._runs[0](lambda: self._desk.check(check), self._checked, self._broke)

    def stop(self) -> None:
        """End a check that is under way."""
        if self._check is not None:
            self._check.stopped = True

    def tick(self) -> None:
        """Say how far the check is."""
        check, say = self._check, self._say
        if check is None:
            return
        if not check.total:
            words = say("The check begins…")
        elif check.done < check.total:
            words = say(
                "Entry {done} of {total} is checked…",
                done=say.number(check.done),
                total=say.number(check.total),
            )
        else:
            words = say("All entries are read; papers and lists are compared…")
        self._view.show_checking(words, check.done, check.total)

    def _checked(self, answer: Answer | None) -> None:
        say, check = self._say, self._check
        self._done()
        if answer is None:
            done = say.number(check.done if check else 0)
            headline = say("The check was stopped: nothing is said about the record.")
            answer = Answer(
                "caution", headline, (say("{done} {done:entry was|entries were} read.", done=done),)
            )
        else:
            at = say("Checked {when}.", when=say.moment(self._desk.now()))
            answer = Answer(answer.tone, answer.headline, (*answer.lines, at), answer.next_steps)
        self._view.show_record(answer)

    def _broke(self, error: Exception) -> None:
        self._done()
        self._view.show_record(self._fault(error))

    def _done(self) -> None:
        self._check = None
        self._view.show_checking("", 0, 0)

    def ask_head(self, text: str) -> None:
        """Look for a head that was typed or scanned from paper."""
        if text.strip():
            self._ask(lambda: self._desk.head(text).answer)

    def ask_paper(self, path: str) -> None:
        """Look at a PDF."""
        self._ask(lambda: self._desk.paper(path))

    def _ask(self, work: Callable[[], Answer]) -> None:
        self._view.show_paper(None)
        self._view.show_asking(True)
        self._runs[1](work, self._answered, self._unanswered)

    def _answered(self, answer: Answer) -> None:
        self._view.show_asking(False)
        self._view.show_paper(answer)

    def _unanswered(self, error: Exception) -> None:
        self._answered(self._fault(error))

    def _fault(self, error: Exception) -> Answer:
        say = self._say
        if isinstance(error, OSError):
            step = say("Choose it again, or copy it to this computer first.")
            return Answer("caution", say("This file cannot be read."), (), (step,))
        alerts = to_alerts(error)
        told, steps = (
            tuple(dict.fromkeys(one(alert) for alert in alerts))
            for one in (say.alert, say.next_step)
        )
        return Answer("stop", told[0], told[1:], steps)

    def fill_newest(self) -> None:
        """Put the newest head into the form, to be written down and kept."""
        self._view.show_head(self._desk.newest())

    def preview(self, text: str, place: str, note: str) -> None:
        """Show what entering a head would sign, or why it cannot be entered."""
        self._proposal = None
        self._view.show_alerts(())
        found = self._desk.head(text)
        self._view.show_unfound(None if found.seq else found.answer)
        if not found.seq:
            return
        command = WitnessHead(found.seq, found.hash, HeadPlace(place), note)
        try:
            self._proposal = self._desk.propose(command)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return
        self._view.show_preview(self._proposal.shown)

    def sign(self, secret: str) -> None:
        """Sign what was shown."""
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(True)
        self._runs[2](
            lambda: self._desk.sign_and_record(proposal, secret), self._recorded, self._refused
        )

    def _recorded(self, recorded: Recorded) -> None:
        self._proposal = None
        self._view.show_busy(False)
        self._view.show_recorded(recorded)
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))
