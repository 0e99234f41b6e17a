"""The line of the downtime kit wired; it looks at its age each minute."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from ltm_desktop.app.site_codes import PaperForm
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.opened_papers import Viewer, system_viewer
from ltm_desktop.ui.panels.downtime.presenter import DowntimePresenter
from ltm_desktop.ui.panels.downtime.view import DowntimeLine

_MINUTE_MS = 60_000


def build(
    context: Context, go: Callable[[PaperForm], None], *, viewer: Viewer = system_viewer
) -> DowntimeLine:
    """Return the line; it concerns every patient."""
    view = DowntimeLine(context.say, viewer=viewer)
    presenter = DowntimePresenter(context.desk, view, context.say, Background(view).run, go)
    view.presenter = presenter
    view.make_wanted.connect(presenter.make)
    view.code_given.connect(presenter.open_code)
    view.ticked.connect(presenter.refresh)
    clock = QTimer(view)
    clock.timeout.connect(view.ticked)
    clock.start(_MINUTE_MS)
    presenter.refresh()
    return view
