"""The page wired over one open desk: the check, the papers, the register and its signatures."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.verdicts import freshness
from ltm_desktop.app.whole import (
    Answer,
    Check,
    Found,
    KeptHead,
    head_found,
    last_whole,
    newest_outside,
    paper_told,
    register,
    whole_record,
)
from ltm_desktop.domain.witnessing import WitnessHead
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.whole.presenter import WholePresenter
from ltm_desktop.ui.panels.whole.view import WholeView
from ltm_desktop.ui.scan_listener import Listener, Received

_LARGEST = 64 * 1024 * 1024
"""Bytes read of a file that somebody chose; no paper of ours comes near it."""


class WholeDesk:
    """The few verbs of the desk that the page uses."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk
        self._say = context.say

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def newest(self) -> str:
        """Return the newest head as one types it: its number and its digits."""
        head = self._desk.store.head()
        digits = " ".join(head.hash[at : at + 4] for at in range(0, len(head.hash), 4))
        return f"{head.seq} {digits}"

    def check(self, check: Check) -> Answer | None:
        """Verify the whole record; None when it was ended before it was done."""
        return whole_record(self._desk, self._say, check)

    def head(self, text: str) -> Found:
        """Say whether a head from paper stands in this record."""
        return head_found(text, self._desk, self._say)

    def paper(self, path: str) -> Answer:
        """Say whether a PDF is a whole paper of this record. Raises OSError."""
        with Path(path).open("rb") as file:
            pdf = file.read(_LARGEST)
        return paper_told(pdf, self._desk, self._say)

    def register(self) -> Sequence[KeptHead]:
        """Return every head kept outside, the newest entered first."""
        return register(self._desk, self._say)

    def freshness(self) -> str:
        """Say how much of the record is witnessed outside, and when all of it was verified."""
        newest = self._desk.store.head().seq
        fresh = freshness(newest_outside(self._desk), newest, self._say)
        checked = last_whole(self._desk, self._say)
        return self._say.together(fresh, checked) if checked else fresh

    def propose(self, command: WitnessHead) -> Proposal:
        """Decide what would be written, worded. Raises Refused."""
        return self._desk.propose(command, self._say)

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with the secret of the person at the desk and write. Raises Refused, Stale."""
        signed = [self._desk.sign(proposal, signer, secret) for signer in proposal.signers]
        return self._desk.record(proposal, signed)


def build(context: Context) -> QWidget:
    """Return the page; it concerns every patient and shows none."""
    view = WholeView(context.say)
    presenter = WholePresenter(
        WholeDesk(context),
        view,
        context.say,
        check=Background(view).run,
        ask=Background(view).run,
        write=Background(view).run,
    )
    view.presenter = presenter
    view.check_wanted.connect(presenter.check)
    view.stop_wanted.connect(presenter.stop)
    view.ticked.connect(presenter.tick)
    view.head_typed.connect(presenter.ask_head)
    view.file_wanted.connect(lambda: _ask_file(context, view, presenter))
    view.file_given.connect(presenter.ask_paper)
    view.preview_wanted.connect(presenter.preview)
    view.newest_wanted.connect(presenter.fill_newest)
    view.secret_given.connect(presenter.sign)
    view.recorded.connect(context.notices.recorded)
    view.asked_again.connect(presenter.refresh)
    context.notices.recorded.connect(view.ask_again)

    def gone() -> None:
        # a check that nobody can see any more is not waited for
        presenter.stop()

    view.destroyed.connect(gone)

    def scanned(received: Received) -> None:
        view.show_scanned(received.burst.text)
        presenter.ask_head(received.burst.text)

    Listener(view).received.connect(scanned)
    presenter.refresh()
    return view


def _ask_file(context: Context, view: WholeView, presenter: WholePresenter) -> None:
    title = context.say("Choose a PDF to check")
    chosen, _ = QFileDialog.getOpenFileName(view, title, str(Path.home()), "PDF (*.pdf)")
    if chosen:
        presenter.ask_paper(chosen)
