"""The palette wired to one open desk; the frame says what there is to go to."""

from collections.abc import Callable, Sequence

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.palette.finding import Offer
from ltm_desktop.ui.panels.palette.presenter import PalettePresenter
from ltm_desktop.ui.panels.palette.view import PaletteView


class PaletteDesk:
    """The one verb of the desk that the palette uses."""

    def __init__(self, context: Context) -> None:
        self._store = context.desk.store

    def patients(self, query: str) -> Sequence[PatientRow]:
        """Return patients in whom every word is found."""
        return self._store.patients(query)


def build(
    context: Context,
    offers: Sequence[Offer],
    chosen: Callable[[str], None],
    left: Callable[[], None],
) -> PaletteView:
    """Return the palette; `chosen` is called with a wish, `left` when it is given up."""
    view = PaletteView(context.say)
    presenter = PalettePresenter(PaletteDesk(context), view, offers, context.say)
    view.presenter = presenter
    view.asked.connect(presenter.ask)
    view.chosen.connect(chosen)
    view.left.connect(left)
    presenter.ask("")
    return view
