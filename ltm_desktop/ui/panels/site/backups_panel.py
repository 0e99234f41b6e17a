"""The backups tab wired over one open desk."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.backups import Backup, Backups, Keeping
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.site.backups import BackupsPresenter
from ltm_desktop.ui.panels.site.backups_view import BackupsView


class BackupsOfDesk:
    """The few verbs of the desk that the tab uses."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def make(self) -> Backup:
        """Make one and prove it. Raises Unavailable."""
        return self._backups().make(self.now())

    def known(self) -> Sequence[Backup]:
        """Return every proven one, newest first."""
        return self._backups().known()

    def keeping(self) -> Keeping:
        """Return where they go and how many stay."""
        return self._backups().keeping()

    def keep(self, keeping: Keeping) -> None:
        """Change it. Raises Refused, Unavailable."""
        self._backups().keep(keeping)

    def concerns(self) -> Sequence[str]:
        """Return the codes of what speaks against folder or place."""
        return self._backups().concerns()

    def place(self) -> str:
        """Return the folder they lie in."""
        return str(self._backups().place())

    def may_keep(self) -> bool:
        """Tell whether the person at the desk is an administrator."""
        person = self._desk.site().people.get(self._desk.session.person)
        return person is not None and Role.ADMINISTRATOR in person.roles

    def _backups(self) -> Backups:
        if self._desk.backups is None:
            raise Unavailable("storage.read_only")
        return self._desk.backups


def build(context: Context) -> QWidget:
    """Return the tab; it concerns no patient."""
    desk = BackupsOfDesk(context)
    view = BackupsView(context.say, may_keep=desk.may_keep())
    told = context.notices.backed_up.emit
    presenter = BackupsPresenter(desk, view, Background(view).run, context.say, told)
    view.presenter = presenter
    view.make_wanted.connect(presenter.make)
    view.keep_wanted.connect(presenter.keep)
    view.asked_again.connect(presenter.refresh)
    view.restore_wanted.connect(context.notices.restore_wanted)
    return view
