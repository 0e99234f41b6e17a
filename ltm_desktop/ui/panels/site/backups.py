"""The backups of the site at the desk: how old, how many, where, and one more now.

No Qt here. Everybody may look and make one; only an administrator changes where they go.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.backups import Backup, Keeping, age_told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts

_MEBIBYTE = 1024 * 1024
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup, worded."""

    made: str
    entry: str
    digits: str
    size: str


@dataclass(frozen=True, slots=True)
class TypedKeeping:
    """Where backups go and how many stay, as typed."""

    place: str
    newest: str
    days: str
    months: str


class BackupsDesk(Protocol):
    """The few verbs of the desk that the tab uses."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def make(self) -> Backup:
        """Make one and prove it. Raises Unavailable."""

    def known(self) -> Sequence[Backup]:
        """Return every proven one, newest first."""

    def keeping(self) -> Keeping:
        """Return where they go and how many stay."""

    def keep(self, keeping: Keeping) -> None:
        """Change it. Raises Refused, Unavailable."""

    def concerns(self) -> Sequence[str]:
        """Return the codes of what speaks against folder or place."""

    def place(self) -> str:
        """Return the folder they lie in."""

    def may_keep(self) -> bool:
        """Tell whether the person at the desk is an administrator."""


class BackupsView(Protocol):
    """What the tab can show."""

    def show_age(self, words: str, tone: str, place: str) -> None:
        """Show how old the last proven one is, and where it lies."""

    def show_lines(self, lines: Sequence[BackupLine]) -> None:
        """Show every proven one."""

    def show_keeping(self, keeping: Keeping) -> None:
        """Fill the form."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what speaks against folder or place, or why something failed."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while a backup is made and proven."""

    def show_done(self, sentence: str) -> None:
        """Say what was done."""


class BackupsPresenter:
    """Show the backups of a site, make one, change where they go."""

    def __init__(
        self,
        desk: BackupsDesk,
        view: BackupsView,
        run: Run,
        say: Words,
        told: Callable[[], None] = lambda: None,
    ) -> None:
        """Take whom to tell that there is another backup."""
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._told = told

    def refresh(self) -> None:
        """Ask for everything anew; the form is filled as it is kept."""
        self._view.show_keeping(self._desk.keeping())
        self._run(self._looked, self._show, self._failed)

    def make(self) -> None:
        """Make one now and prove it."""
        self._view.show_busy(True)
        self._run(self._desk.make, self._made, self._failed)

    def keep(self, typed: TypedKeeping) -> None:
        """Keep where they go and how many stay; a refused change alters nothing."""
        try:
            keeping = Keeping(
                typed.place.strip(), int(typed.newest), int(typed.days), int(typed.months)
            )
        except ValueError:
            self._view.show_alerts([stop("backup.keeping_unusable", most=1000)])
            return
        self._run(lambda: self._desk.keep(keeping), self._kept, self._failed)

    def _looked(self) -> tuple[Sequence[Backup], Sequence[str]]:
        return self._desk.known(), self._desk.concerns()

    def _show(self, looked: tuple[Sequence[Backup], Sequence[str]]) -> None:
        known, concerns = looked
        words, tone = age_told(known, self._desk.now(), self._say)
        self._view.show_age(words, tone, self._desk.place())
        self._view.show_lines([self._line(one) for one in known[:_MOST_SHOWN]])
        self._view.show_alerts([note(code) for code in concerns])

    def _made(self, made: Backup) -> None:
        self._view.show_busy(False)
        self._told()
        self.refresh()
        self._view.show_done(
            self._say(
                "Backup made, put back in a temporary place and verified: entry {seq}.",
                seq=self._say.number(made.head.seq),
            )
        )

    def _kept(self, _: object) -> None:
        self._view.show_done(self._say("Kept. The next backup follows it."))
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))

    def _line(self, one: Backup) -> BackupLine:
        digits = " ".join(one.head.hash[at : at + 4] for at in range(0, 16, 4))
        size = f"{self._say.number(max(1, round(one.size / _MEBIBYTE)))} MiB"
        seq = self._say.number(one.head.seq)
        return BackupLine(self._say.moment(one.made_at), seq, digits, size)
