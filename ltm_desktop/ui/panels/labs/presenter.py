"""Laboratory results: entering them by panel, the table of them, putting one right. No Qt.

Refuses to record a value nobody can read; everything wrong is told together, nothing typed is lost.
"""

from collections.abc import Mapping
from datetime import datetime

from ltm_desktop.app.recorder import AnyCommand, Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.analytes import Analyte, Specimen
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PatientId, ResultId
from ltm_desktop.domain.labs import (
    AnyResult,
    CorrectLab,
    LabFinding,
    LabResult,
    RecordLabs,
    VoidLab,
)
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.labs import typed as fields_of
from ltm_desktop.ui.panels.labs.offering import Offering
from ltm_desktop.ui.panels.labs.reading import Reading
from ltm_desktop.ui.panels.labs.shown import (
    LabsDesk,
    LabsView,
    LineTold,
    PuttingRight,
)
from ltm_desktop.ui.panels.labs.table import value_words
from ltm_desktop.ui.panels.labs.tabled import Tabled
from ltm_desktop.ui.panels.labs.typed import TypedLabs
from ltm_desktop.ui.speak import to_alerts, to_sentence

TOPIC = "labs"
"""The topic of the draft; one form of a patient at one workstation."""


class LabsPresenter:
    """List, enter, put right and take back the results of one patient."""

    def __init__(
        self, desk: LabsDesk, patient: PatientId, say: Words, *, view: LabsView, run: Run
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view
        self._run = run
        self._offering = Offering(desk, patient, say)
        self._tabled = Tabled(desk, self._offering, say, view)
        self._keeper = DraftKeeper(desk, desk.act().author, patient)
        self._typed = TypedLabs()
        self._panel = ""
        self._right: ResultId | None = None
        """The result that is being put right or taken back."""
        self._stood: Mapping[str, str] = {}
        """The fields of the result that is being put right, as it stands."""
        self._void = False
        self._sent: tuple[AnyResult, ...] = ()
        self._left: Mapping[str, str] = {}
        """The head as it stands for the next panel of a report that was recorded."""

    def start(self) -> None:
        """Show everything; the form opens on the draft that was kept, else on the first panel."""
        self.refresh()
        trial = self._offering.trial
        if trial is None or not self._offering.may() or not trial.panels:
            return
        draft = self._keeper.find(TOPIC)
        fields = dict(draft.fields) if draft else {}
        panel = fields.get(fields_of.PANEL, "")
        self._show_panel(panel if panel in trial.panels else next(iter(trial.panels)))
        if draft is not None:
            self._typed = TypedLabs(fields)
            self._view.fill(fields)
            self._view.show_draft(datetime.fromisoformat(draft.saved_at))

    def refresh(self) -> None:
        """Ask for everything again; nothing typed is touched."""
        offering, trial = self._offering, self._offering.trial
        self._view.show_form(offering.choices(), may=offering.may(), configured=trial is not None)
        self._tabled.refresh()
        if self._panel and not self._right:
            self._show_lines()

    def choose_panel(self, panel: str) -> None:
        """Show the lines of another panel; what was typed in the others is kept."""
        if panel != self._panel:
            self._show_panel(panel)

    def type(self, typed: TypedLabs) -> None:
        """Take the form as it stands and say how each value stands."""
        self._typed = typed
        self._view.show_told(self._told(settled=""))

    def settle(self, analyte: str) -> None:
        """Say as well what stands against a line the person has left."""
        self._view.show_told(self._told(settled=analyte))

    def filter(self, panel: str) -> None:
        """Show the results of one panel in the table, or everything."""
        self._tabled.filter(panel)

    def choose(self, key: ResultId | None) -> None:
        """Show one result whole."""
        self._tabled.choose(key)

    def put_right(self) -> None:
        """Fill the form with the chosen result, to type what really stands on the report."""
        self._begin_right(void=False)

    def take_back(self) -> None:
        """Ask why the chosen result is taken back."""
        self._begin_right(void=True)

    def leave_right(self) -> None:
        """Let the chosen result stand; what was typed stays as a draft, new ones have theirs."""
        if self._right is not None:
            self.keep_draft()
        self._right, self._void, self._stood = None, False, {}
        self._view.show_putting_right(None)
        draft = self._keeper.find(TOPIC)
        self._typed = TypedLabs(dict(draft.fields) if draft else {})
        self._show_lines()
        self._view.fill(self._typed.fields)

    def record(self, typed: TypedLabs) -> None:
        """Enter what was typed in the panel shown; whatever is wrong is told together."""
        self._typed = typed
        results, against = self._read()
        if against or not results:
            self._refuse(against)
            return
        self._sent = results
        self._write(
            RecordLabs(
                self._patient,
                tuple(one for one in results if isinstance(one, LabResult)),
                tuple(one for one in results if isinstance(one, LabFinding)),
            )
        )

    def finish_right(self, typed: TypedLabs, reason: str, note: str) -> None:
        """Put the chosen result right, or take it back."""
        key = self._right
        if key is None:
            return
        if self._void:
            self._write(VoidLab(self._patient, key, reason, note))
            return
        self._typed = typed
        results, against = self._read()
        if against or not results:
            self._refuse(against)
            return
        self._write(CorrectLab(self._patient, key, results[0], reason, note))

    def _refuse(self, against: Mapping[str, tuple[Alert, ...]]) -> None:
        """Say beside each line what is wrong with it; an empty form is told above."""
        self._view.show_told(self._told(settled="", against=against))
        nothing = () if against else (stop("labs.nothing"),)
        self._view.show_alerts(against.get("", nothing))

    def keep_draft(self) -> None:
        """Keep the form as it stands; a draft is no record."""
        if self._void:
            return  # only why is asked, and nothing of the result is typed
        kept = {name: text for name, text in self._typed.fields.items() if text.strip()}
        try:
            if self._nothing_typed(kept):
                self._keeper.drop(self._topic)
                return
            now = self._keeper.keep(self._topic, kept)
        except LtmError as error:
            self._view.show_not_kept(to_sentence(error, self._say))
        else:
            self._view.show_draft(now)

    @property
    def _topic(self) -> str:
        """Return the draft of the form; one that puts right has its own beside that of new ones."""
        return TOPIC if self._right is None else f"{TOPIC}:right:{self._right}"

    def _nothing_typed(self, kept: Mapping[str, str]) -> bool:
        """Tell whether all that stands was chosen for the person, or told with the last report.

        While a result is put right: whether all of it is as it stands.
        """
        given = {fields_of.PANEL, fields_of.LABORATORY, fields_of.SPECIMEN}
        known = self._left if self._right is None else self._stood
        changed = (name for name, text in kept.items() if known.get(name) != text)
        if any(name not in given and not name.startswith("unit.") for name in changed):
            return False
        return self._right is None or set(known) - given <= set(kept)

    def discard(self) -> None:
        """Empty the form and forget its draft, by the person's choice."""
        self._keeper.discard(TOPIC)
        self._typed = TypedLabs()
        self._view.fill({fields_of.PANEL: self._panel})

    def _write(self, command: AnyCommand) -> None:
        self._view.show_alerts(())
        self._view.show_busy(True)
        self._run(lambda: self._desk.do(command, self._say, {}), self._done, self._failed)

    def _done(self, recorded: Recorded) -> None:
        self._view.show_busy(False)
        if self._right is not None:
            self._tabled.forget()
            self._keeper.drop(self._topic)
            self._right = None
            self._view.show_putting_right(None)
            self._view.show_recorded(recorded)
            self.leave_right()
        else:
            self._empty_lines()
            self._view.show_recorded(recorded)
        self.refresh()

    def _empty_lines(self) -> None:
        """Forget what has become a record; the head stays for the next panel of the report."""
        gone = {one.analyte for one in self._sent}
        left = {
            name: text
            for name, text in self._typed.fields.items()
            if name.partition(".")[2] not in gone
        }
        self._sent = ()
        self._typed = TypedLabs(left, self._typed.sampled_at, self._typed.reported_at)
        values = any(
            text.strip() and name.startswith(("value.", "text.")) for name, text in left.items()
        )
        self._left = {} if values else left
        self._view.fill(left)
        if values:
            self.keep_draft()
        else:
            self._keeper.drop(TOPIC)

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        alerts = to_alerts(error)
        self._view.show_alerts(alerts)

    def _begin_right(self, *, void: bool) -> None:
        one, trial = self._tabled.chosen(), self._offering.trial
        if one is None or trial is None:
            return
        self.keep_draft()
        self._right, self._void = one.key, void
        analyte = trial.analytes[one.analyte]
        fields: dict[str, str] = {}
        if not void:
            zone = self._desk.clock.now().tzinfo
            fields = fields_of.to_fields(
                one, analyte, lambda at: self._say.moment(at.astimezone(zone))
            )
            self._stood = {name: text for name, text in fields.items() if text.strip()}
            fields = self._keeper.fields(self._topic) or fields
            self._typed = TypedLabs(fields)
            self._view.show_lines(
                (self._offering.line(analyte),), csf=trial.panels[analyte.panel].csf
            )
        reasons = self._offering.codes("lab_void_reason" if void else "lab_correction_reason")
        what = PuttingRight(
            one.key,
            self._say.label(analyte.label),
            value_words(one, self._say, self._desk.active()),
            reasons,
            fields,
        )
        self._view.show_putting_right(what)

    def _read(self) -> tuple[tuple[AnyResult, ...], dict[str, tuple[Alert, ...]]]:
        """Return what is filled in the lines shown, and what stands against it by line."""
        typed = self._typed
        analytes = [one for one in self._lines() if typed.is_filled(one.code)]
        against: dict[str, tuple[Alert, ...]] = {}
        specimen = self._specimen()
        if specimen is None or typed.sampled_at is None:
            code = "labs.specimen_missing" if specimen is None else "labs.sample_missing"
            return (), {"": (stop(code),)}
        results: list[AnyResult] = []
        for analyte in analytes:
            result, alerts = self._reading().of(analyte, typed, specimen, typed.sampled_at)
            if alerts:
                against[analyte.code] = alerts
            elif result is not None:
                results.append(result)
        return tuple(results), against

    def _told(
        self, *, settled: str, against: Mapping[str, tuple[Alert, ...]] | None = None
    ) -> dict[str, LineTold]:
        specimen = self._specimen() or (Specimen.CSF_LUMBAR if self._is_csf() else Specimen.BLOOD)
        at = self._typed.sampled_at or self._desk.clock.now()
        reading = self._reading()
        told = {}
        for analyte in self._lines():
            loud = settled == analyte.code or (against is not None and analyte.code in against)
            told[analyte.code] = reading.told(analyte, self._typed, specimen, at, loud=loud)
        return told

    def _reading(self) -> Reading:
        return self._offering.reading(self._right)

    def _lines(self) -> tuple[Analyte, ...]:
        return self._offering.analytes(self._panel, self._right)

    def _is_csf(self) -> bool:
        trial, lines = self._offering.trial, self._lines()
        return bool(trial and lines and trial.panels[lines[0].panel].csf)

    def _specimen(self) -> Specimen | None:
        return self._typed.specimen if self._is_csf() else Specimen.BLOOD

    def _show_panel(self, panel: str) -> None:
        self._panel = panel
        self._show_lines()

    def _show_lines(self) -> None:
        lines = self._lines()
        self._view.show_lines([self._offering.line(one) for one in lines], csf=self._is_csf())
        self._view.show_told(self._told(settled=""))
