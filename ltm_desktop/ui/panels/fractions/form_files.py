"""Files of the machine beside the course, wired: the list, one file beside the log, the dialogs."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.beside import Beside
from ltm_desktop.ui.panels.fractions.file_page import FilePage
from ltm_desktop.ui.panels.fractions.files_page import FilesPage
from ltm_desktop.ui.panels.fractions.files_presenter import FilesPresenter
from ltm_desktop.ui.panels.fractions.filing import FileShown, FilesShown


class FilesSide(QStackedWidget):
    """Read files of the machine and show each beside the log."""

    def __init__(self, room: Beside) -> None:
        super().__init__()
        context = room.context
        self._room = room
        self._presenter = FilesPresenter(
            context.desk, room.patient, self, room.run, context.say, room.files, self._linked
        )
        self.list = FilesPage(context.say, room.leave)
        self.file: FilePage | None = None
        self.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.files_wanted.connect(self._choose_files)
        self.list.folder_wanted.connect(self._choose_folder)
        self.list.dropped.connect(self._presenter.read)
        self.list.opened.connect(self._presenter.look_at)
        self.list.work.ticked.connect(self._presenter.tick)
        self.list.work.stop_wanted.connect(self._presenter.stop)
        self._presenter.open()

    def show_files(self, shown: FilesShown) -> None:
        """Show the list of what was read."""
        self.list.show_files(shown)
        self.list.show_alerts(())
        self._put_file_away()

    def show_file(
        self, shown: FileShown, volumes: tuple[Option, ...], named: dict[str, str]
    ) -> None:
        """Show one file beside the chart."""
        before = self.file
        page = FilePage(
            self._room.context.say,
            shown,
            volumes,
            self._presenter.name_volume,
            self._act,
            self._presenter.open,
        )
        page.fill_volumes(named)
        self.file = page
        self.addWidget(page.page)
        self.setCurrentWidget(page.page)
        page.page.setFocus()
        if before is not None:
            self._drop(before)

    def show_reading(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say how far the reading is; nothing when it is over."""
        self.list.show_reading(words, done, total)

    def show_linking(self, *, busy: bool) -> None:
        """Hold still while a link is written."""
        if self.file is not None:
            self.file.page.setDisabled(busy)

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show what stands against what was asked, where the person stands."""
        if self.file is not None:
            self.file.alerts.show_alerts(alerts)
        else:
            self.list.show_alerts(alerts)

    def _act(self) -> None:
        page, taken = self.file, self._presenter.taken()
        if page is None:
            return
        if taken is None:
            self._presenter.link(page.rv_id.value(), page.remark.value())
        elif not self._room.take(taken):
            page.show_typing()

    def _choose_files(self) -> None:
        say = self._room.context.say
        chosen, _ = QFileDialog.getOpenFileNames(self, say("Choose files"))
        self._presenter.read([Path(one) for one in chosen])

    def _choose_folder(self) -> None:
        say = self._room.context.say
        chosen = QFileDialog.getExistingDirectory(self, say("Choose a folder"))
        self._presenter.read([Path(chosen)] if chosen else [])

    def _linked(self, recorded: Recorded) -> None:
        context = self._room.context
        context.notices.recorded.emit(recorded)
        at = context.say.time(recorded.recorded_at)
        context.notices.say_saved.emit(context.say("Saved on this computer {time}", time=at))

    def _put_file_away(self) -> None:
        page, self.file = self.file, None
        self.setCurrentWidget(self.list)
        if page is not None:
            self._drop(page)
            self.list.setFocus()

    def _drop(self, page: FilePage) -> None:
        self.removeWidget(page.page)
        page.page.deleteLater()
