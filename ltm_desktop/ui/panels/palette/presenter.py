"""Answer what is typed into the palette with places, actions and patients. No Qt.

It leads somewhere and does nothing there: no act of the record can be done from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.people import HumanName
from ltm_desktop.ui.panels.palette.finding import Finder, Offer, Spell, spell

PATIENT = "patient"
_FEWEST = 2
"""Letters from which patients are looked for; one Chinese character is enough."""
MOST = 12
"""Patients shown at once; who is further down is found by typing on."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the list, and the words beneath it."""

    offers: tuple[Offer, ...]
    foot: str


class PaletteDesk(Protocol):
    """What the palette asks of the desk."""

    def patients(self, query: str) -> Sequence[PatientRow]:
        """Return patients in whom every word is found."""


class PaletteView(Protocol):
    """What the palette can show."""

    def show_found(self, shown: Shown) -> None:
        """Show what was found, the first of it chosen."""

    def show_nothing(self, sentence: str, next_step: str) -> None:
        """Say that nothing is called so, and what can be typed."""


class PalettePresenter:
    """Keep the list true to what is typed."""

    def __init__(
        self,
        desk: PaletteDesk,
        view: PaletteView,
        offers: Sequence[Offer],
        say: Words,
        spell: Spell = spell,
    ) -> None:
        self._desk = desk
        self._view = view
        self._finder = Finder(offers, spell)
        self._say = say

    def ask(self, typed: str) -> None:
        """Show what the words find: places and actions that begin so, patients, then the rest."""
        say, typed = self._say, typed.strip()
        patients = self._patients(typed)
        near, far = self._finder.find(typed)
        offers = (*near, *map(self._offer, patients[:MOST]), *far)
        if not offers:
            step = say("Type a page, an action, or a patient's name or number; pinyin will do.")
            self._view.show_nothing(say("Nothing is called “{typed}”.", typed=typed), step)
            return
        self._view.show_found(Shown(offers, self._foot(len(patients))))

    def _patients(self, typed: str) -> Sequence[PatientRow]:
        long_enough = len(typed) >= _FEWEST or any("\u4e00" <= one <= "\u9fff" for one in typed)
        words = " ".join(typed.replace(",", " ").replace("，", " ").split())
        return self._desk.patients(words) if long_enough else ()

    def _offer(self, row: PatientRow) -> Offer:
        say = self._say
        names = listed_name(HumanName(row.family, row.given, row.han_name), say)
        born = say("born {date}", date=date.fromisoformat(row.born))
        return Offer(
            wish=f"{PATIENT}:{row.patient_id}",
            title=" ".join(filter(None, names)),
            where=f"{row.subject_id} · {born}",
        )

    def _foot(self, patients: int) -> str:
        say = self._say
        how = say("Enter goes there · an action gets the focus, Space presses it · Esc goes back")
        if patients <= MOST:
            return how
        more = say.many(
            "{count} more patient: type on.",
            "{count} more patients: type on.",
            patients - MOST,
        )
        return say.together(more, how)
