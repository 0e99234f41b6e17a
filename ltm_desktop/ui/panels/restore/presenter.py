"""Putting a backup back: the newest that holds, what came after it, and the one act.

No Qt here. Nothing is changed before somebody has looked; the secret is asked for both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ltm_desktop.app.backups import Backup, Preview, lost_told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.restoring import check_why
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts


@dataclass(frozen=True, slots=True)
class TypedRestore:
    """The page as typed; nothing of it is kept."""

    backups: str
    site: str
    person: str
    secret: str = field(repr=False)
    why: str


class RestoreDoors(Protocol):
    """What the page asks of the house."""

    def offered_backups(self, path: Path) -> Sequence[Backup]:
        """Return the backups a folder knows of, or the one it is, newest first."""

    def preview_restore(
        self, target: Path, backups: Sequence[Backup], person: str, secret: str
    ) -> Preview:
        """Return the newest backup that holds, and what came after it. Raises Refused."""

    def restore(
        self, target: Path, backup: Backup, person: str, secret: str, why: str, *, aside: bool
    ) -> Path | None:
        """Put a backup back and write it down; return where what stood there is kept."""


class RestoreView(Protocol):
    """What the page can show."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against it; what was typed stays, the secret is gone."""

    def show_busy(self, sentence: str) -> None:
        """Hold still while it is looked or done; empty words end it."""

    def show_preview(self, lines: Sequence[str]) -> None:
        """Show what it would mean, and offer to do it; no lines take it back."""

    def show_done(self, sentence: str) -> None:
        """Say that it is done and lead on."""


class RestorePresenter:
    """Look at backups, then put one back."""

    def __init__(self, doors: RestoreDoors, view: RestoreView, run: Run, say: Words) -> None:
        self._doors = doors
        self._view = view
        self._run = run
        self._say = say
        self._preview: Preview | None = None
        self._looked_at = ("", "")
        self.restored = ""
        """The folder in which a backup was put back, empty as long as none was."""

    def look(self, typed: TypedRestore) -> None:
        """Find the newest backup that holds and say what it would mean."""
        if self._is_missing(typed):
            return
        self._preview = None
        self._view.show_preview(())
        self._looked_at = (typed.backups, typed.site)
        self._view.show_busy(self._say("Proving the newest backup…"))
        self._run(lambda: self._found(typed), self._show, self._failed)

    def restore(self, typed: TypedRestore) -> None:
        """Put back what was looked at; anything else is looked at first."""
        found = [*check_why(typed.why)]
        if found:
            self._view.show_alerts(found)
            return
        if self._is_missing(typed):
            return
        preview = self._preview
        if preview is None or (typed.backups, typed.site) != self._looked_at:
            self.look(typed)
            return
        self._view.show_busy(self._say("Putting the backup back…"))
        self._run(lambda: self._put_back(preview, typed), self._done, self._failed)

    def _is_missing(self, typed: TypedRestore) -> bool:
        filled = all((typed.backups, typed.site, typed.person, typed.secret))
        self._view.show_alerts(() if filled else [stop("backup.page_incomplete")])
        return not filled

    def _found(self, typed: TypedRestore) -> Preview:
        offered = self._doors.offered_backups(Path(typed.backups))
        if not offered:
            raise Unavailable("backup.none")
        return self._doors.preview_restore(
            Path(typed.site), offered, typed.person.lower(), typed.secret
        )

    def _put_back(self, preview: Preview, typed: TypedRestore) -> Path | None:
        return self._doors.restore(
            Path(typed.site),
            preview.backup,
            typed.person.lower(),
            typed.secret,
            typed.why,
            aside=True,
        )

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self._view.show_busy("")
        self._view.show_preview(list(lost_told(preview, self._say)))

    def _done(self, kept: Path | None) -> None:
        self.restored = self._looked_at[1]
        self._view.show_busy("")
        done = self._say("Put back and written down. Everybody who signs in is told.")
        aside = self._say("What stood there is kept in {folder}", folder=kept) if kept else ""
        self._view.show_done(self._say.together(done, aside) if aside else done)

    def _failed(self, error: Exception) -> None:
        self._view.show_busy("")
        self._view.show_alerts(to_alerts(error))
