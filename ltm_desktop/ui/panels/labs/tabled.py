"""The table of a patient's results and the one chosen in it. No Qt."""

from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import ResultId
from ltm_desktop.domain.labs import AnyResult
from ltm_desktop.ui.panels.labs.offering import Offering
from ltm_desktop.ui.panels.labs.shown import LabsDesk, LabsView
from ltm_desktop.ui.panels.labs.table import EVERYTHING, detail_of, results_table


class Tabled:
    """Show what is on file, all of it or of one panel, and one result whole."""

    def __init__(self, desk: LabsDesk, offering: Offering, say: Words, view: LabsView) -> None:
        self._desk = desk
        self._offering = offering
        self._say = say
        self._view = view
        self._filter = EVERYTHING
        self._chosen: ResultId | None = None

    def refresh(self) -> None:
        """Ask for everything again; the choice stays."""
        self._show_table()
        self._show_detail()

    def filter(self, panel: str) -> None:
        """Show the results of one panel in the table, or everything."""
        self._filter = panel
        self._show_table()

    def choose(self, key: ResultId | None) -> None:
        """Show one result whole."""
        self._chosen = key
        self._show_detail()

    def forget(self) -> None:
        """Choose nothing, such as after the result was put right."""
        self._chosen = None

    def chosen(self) -> AnyResult | None:
        """Return the chosen result, None where it no longer stands."""
        labs = self._offering.chart().labs
        return labs.standing(self._chosen) if self._chosen else None

    def _show_table(self) -> None:
        say, zone = self._say, self._desk.clock.now().tzinfo
        labs, trial = self._offering.chart().labs, self._offering.trial
        table = results_table(labs, self._desk.active(), say, zone, self._filter)
        panels = trial.panels.values() if trial else ()
        self._view.show_table(table, [(one.code, say.label(one.label)) for one in panels])

    def _show_detail(self) -> None:
        one, may = self.chosen(), self._offering.may()
        if one is None:
            self._view.show_detail(None, may=may)
            return
        zone = self._desk.clock.now().tzinfo
        voice = Voice(self._say, self._desk.site(), self._desk.active(), zone)
        detail = detail_of(one, self._offering.chart().labs, voice)
        self._view.show_detail(detail, may=may)
