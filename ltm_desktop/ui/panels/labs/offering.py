"""What may be entered of one patient's laboratory, by whom, and beside what. No Qt."""

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.analytes import CSF, Analyte, of_panel
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId, ResultId
from ltm_desktop.domain.lab_decisions import Bench
from ltm_desktop.domain.labs import AUTHORS
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.ui.options import vocabulary_of
from ltm_desktop.ui.panels.labs.lines import analyte_line, csf_sent
from ltm_desktop.ui.panels.labs.reading import Reading
from ltm_desktop.ui.panels.labs.shown import (
    AnalyteLine,
    FormChoices,
    LabsDesk,
    Named,
    PanelChoice,
)


class Offering:
    """Word what the form offers, by the signed protocol and the chart as they stand."""

    def __init__(self, desk: LabsDesk, patient: PatientId, say: Words) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say

    @property
    def trial(self) -> TrialProtocol | None:
        """Return the protocol, None before a configuration is signed."""
        active = self._desk.active()
        return active.protocol if active else None

    def chart(self) -> Chart:
        """Return the patient's chart."""
        return self._desk.chart(self._patient)

    def may(self) -> bool:
        """Tell whether the person at the desk may enter results."""
        people, author = self._desk.site().people, self._desk.act().author
        return not tuple(check_role(people, author, *AUTHORS))

    def choices(self) -> FormChoices:
        """Return what the head of the form offers."""
        say, trial = self._say, self.trial
        panels = trial.panels.values() if trial else ()
        laboratories = self._desk.site().laboratories.values()
        return FormChoices(
            tuple(PanelChoice(one.code, say.label(one.label), one.csf) for one in panels),
            tuple((one.code, one.name) for one in laboratories),
            tuple((one.value, say.begin(say.term(one))) for one in CSF),
            self.codes("lab_mark"),
            csf_sent(self.chart(), self._desk.clock.now(), say),
        )

    def codes(self, vocabulary: str) -> tuple[Named, ...]:
        """Return a vocabulary of the protocol, worded."""
        return vocabulary_of(self._desk.active(), vocabulary, self._say)

    def analytes(self, panel: str, right: ResultId | None) -> tuple[Analyte, ...]:
        """Return what is entered: a panel, or the one of a result that is put right."""
        trial = self.trial
        if trial is None:
            return ()
        if right is not None:
            one = self.chart().labs.standing(right)
            return (trial.analytes[one.analyte],) if one else ()
        return of_panel(trial.analytes.values(), panel)

    def line(self, analyte: Analyte) -> AnalyteLine:
        """Return a line of the form with the last value as it stands."""
        options = self.codes(analyte.vocabulary) if analyte.vocabulary else ()
        return analyte_line(analyte, options, self.chart(), self._desk.clock.now(), self._say)

    def reading(self, right: ResultId | None) -> Reading:
        """Return what reads a line against everything known, but for what is put right."""
        chart, site = self.chart(), self._desk.site()
        if chart.patient is None:
            raise LookupError("results of nobody")
        labs = chart.labs.without(right) if right is not None else chart.labs
        active, act = self._desk.active(), self._desk.act()
        return Reading(Bench(chart.patient, labs, site.laboratories, site.people, active, act))
