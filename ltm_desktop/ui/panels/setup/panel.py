"""Set-up wired: pages, presenter and doors; it ends with the open desk of the administrator."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStorageInfo, QTimeZone
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.doors import Doors
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.panels.setup.presenter import SetupPresenter
from ltm_desktop.ui.panels.setup.view import SetupView


def build(
    doors: Doors,
    say: Words,
    *,
    folder: Path | None,
    made: Callable[[Desk], None],
    founded: Callable[[Desk], None],
    language_wanted: Callable[[str], None],
    emergency_wanted: Callable[[], None] | None = None,
    restore_wanted: Callable[[], None] | None = None,
) -> QWidget:
    """Return the pages of set-up.

    `made` gets the open desk at once, `founded` gets it when the recovery sheet is put away.
    """
    countries = doors.countries()
    view = SetupView(
        say,
        folder=str(folder.absolute()) if folder else "",
        zone=QTimeZone.systemTimeZoneId().toStdString(),
        countries=countries,
    )
    presenter = SetupPresenter(
        doors,
        view,
        Background(view).run,
        say,
        file_system=file_system,
        countries=countries,
        made=lambda founding: made(founding.desk),
    )
    view.presenter = presenter
    view.language.language_wanted.connect(language_wanted)
    view.folder_given.connect(presenter.take_folder)
    view.site_given.connect(presenter.take_site)
    view.kind_given.connect(presenter.take_kind)
    view.administrator_given.connect(presenter.take_administrator)
    view.sheet_wanted.connect(presenter.save_sheet)

    def finish() -> None:
        made = presenter.founded()
        if made is not None and presenter.sheet_saved:
            founded(made.desk)

    view.finished.connect(finish)
    if restore_wanted is not None:
        view.language.restore_wanted.connect(restore_wanted)
    if emergency_wanted is not None:
        view.emergency_wanted.connect(emergency_wanted)
    return view


def file_system(path: Path) -> str:
    """Return the kind of file system a folder lies on, also one that does not exist yet."""
    there = next((one for one in (path, *path.parents) if one.exists()), path)
    return bytes(QStorageInfo(str(there)).fileSystemType().data()).decode("ascii", "replace")
