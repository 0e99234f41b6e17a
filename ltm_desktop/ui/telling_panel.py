"""A panel on which facts of one patient are told: view, presenter and the open desk, wired."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.widgets.form_and_list import FormAndList


class TellingPresenter(Protocol):
    """What every such panel's presenter can do."""

    def refresh(self) -> None:
        """Ask for everything again; nothing typed is touched."""

    def record(self, typed: Any) -> None:
        """Tell what was typed."""


class TellingPanel(QWidget):
    """Facts of one patient; told anew whenever something of this patient is recorded."""

    def __init__(
        self,
        context: Context,
        patient: PatientId,
        view: FormAndList,
        make: Callable[[Background], TellingPresenter],
    ) -> None:
        super().__init__()
        self._patient = patient
        self.view = view
        self._presenter = make(Background(self))
        view.presenter = self._presenter
        view.record_wanted.connect(self._presenter.record)
        view.recorded.connect(context.notices.recorded)
        self._sight = InSight(self, self._presenter.refresh)
        context.notices.recorded.connect(self._refresh)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(view)
        self._presenter.refresh()
        self.setFocusProxy(view)

    def _refresh(self, recorded: Recorded) -> None:
        if recorded.stream == self._patient:
            self._sight.ask()
