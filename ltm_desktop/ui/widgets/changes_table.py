"""What an act changed, field by field: the old value beside the new one."""

from collections.abc import Sequence

from ltm_desktop.app.trail.rows import Change
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell

_HIGHEST = 190
"""Pixels of the table; more changes scroll."""


class ChangesTable(Listing):
    """Show changes as high as they are; hidden where there are none."""

    def __init__(self, say: Words, name: str) -> None:
        heads = (say("What changed"), say("Old value"), say("New value"))
        super().__init__(heads, say("Old and new values"))
        self.setObjectName(name)
        self.fitted.connect(self._shrink)
        self.hide()

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show what changed."""
        self.show_rows([_row(place, one) for place, one in enumerate(changes)])
        self.setVisible(bool(changes))
        self._shrink()

    def _shrink(self) -> None:
        self.setFixedHeight(min(THEME.scaled(_HIGHEST), self.whole_height()))


def _row(place: int, one: Change) -> Row:
    return Row(
        str(place), (Cell(one.label), Cell(one.was or "–"), Cell(one.now or "–", strong=True))
    )
