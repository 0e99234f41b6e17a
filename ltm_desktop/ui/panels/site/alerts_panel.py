"""The alerts page wired over one open desk."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.ports import AlertRow
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.site.alerts import AlertsPresenter
from ltm_desktop.ui.panels.site.alerts_view import AlertsView


class AlertsDesk:
    """The one verb of the desk that the page uses."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk

    def rows(self) -> Sequence[AlertRow]:
        """Return every state an alert came to. Raises Unavailable."""
        return self._desk.alert_log.rows()


def build(context: Context) -> QWidget:
    """Return the page; it concerns no patient."""
    view = AlertsView(context.say)
    presenter = AlertsPresenter(AlertsDesk(context), view, Background(view).run, context.say)
    view.presenter = presenter
    view.month_chosen.connect(presenter.choose)
    view.asked_again.connect(presenter.refresh)
    return view
