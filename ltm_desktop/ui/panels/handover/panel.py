"""The handover wired over one open desk: asked again when something is recorded."""

from collections.abc import Callable

from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.opened_papers import Viewer, system_viewer
from ltm_desktop.ui.panels.handover.presenter import HandoverPresenter
from ltm_desktop.ui.panels.handover.view import HandoverView


def build(
    context: Context, left: Callable[[], None], *, viewer: Viewer = system_viewer
) -> HandoverView:
    """Return the page; it concerns every patient."""
    view = HandoverView(context.say, viewer=viewer)
    presenter = HandoverPresenter(
        context.desk,
        view,
        context.say,
        Background(view).run,
        context.notices.open_patient.emit,
    )
    view.presenter = presenter
    view.typed_in.connect(presenter.keep)
    view.opened.connect(presenter.open_line)
    view.statement_wanted.connect(presenter.propose)
    view.copy_wanted.connect(presenter.copy)
    view.signed.connect(presenter.sign)
    view.sign_left.connect(presenter.drop)
    view.left.connect(left)
    view.asked_again.connect(presenter.refresh)
    view.recorded.connect(context.notices.recorded)
    context.notices.recorded.connect(InSight(view, view.asked_again.emit).ask)
    presenter.open()
    return view
