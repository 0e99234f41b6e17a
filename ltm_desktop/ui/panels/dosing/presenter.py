"""One patient's doses: holds what is typed, turns it into commands, shows what follows.

No Qt. Refusals come back as alerts beside the form; what was typed always stays.
"""

from collections.abc import Callable, Mapping

from ltm_desktop.app.alert_ledger import Watching
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.scans import Scan
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import LtmError, Stale, Unavailable
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.dosing import (
    acts,
    beside,
    calculated,
    leading,
    preparing,
    putting_right,
    scanned,
    typed,
)
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.drafting import Typing
from ltm_desktop.ui.panels.dosing.opening import Opening
from ltm_desktop.ui.panels.dosing.overriding import Run
from ltm_desktop.ui.panels.dosing.placing import AFTER, dose_to_open, page_after, page_of_draft
from ltm_desktop.ui.panels.dosing.printing import print_label
from ltm_desktop.ui.panels.dosing.proposing import Proposing
from ltm_desktop.ui.panels.dosing.shown import DosingDesk, DosingView
from ltm_desktop.ui.panels.dosing.signing import Ceremony, NotSigned, complete
from ltm_desktop.ui.panels.dosing.standing import Step, is_settled
from ltm_desktop.ui.panels.dosing.surveying import survey
from ltm_desktop.ui.panels.dosing.told import told
from ltm_desktop.ui.speak import to_sentence

_FORMLESS = frozenset({Step.SETTLED, Step.LEFT})


class Presenter:
    """Lead one patient's doses from order to signature."""

    def __init__(
        self,
        desk: DosingDesk,
        patient: PatientId,
        say: Words,
        view: DosingView,
        run: Run,
        announce: Callable[[Recorded], None],
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view
        self._run = run
        self._announce = announce
        # Another person at the desk gets another panel: drafts never change hands by themselves.
        self._author = desk.session.person
        self._typing = Typing(DraftKeeper(desk, self._author, patient), desk.ids)
        self._proposing = Proposing(desk, say)
        self._watching = Watching(desk.alert_log, desk.clock, patient)
        self._speaking: tuple[Alert, ...] = ()
        self._opening = Opening(desk, patient, say, view)
        self._item: ItemCode | None = None
        self._step = Step.LEFT
        self._busy = False
        self._own: Recorded | None = None
        self._wishes: Mapping[str, Callable[[], None]] = {
            "tell": self._tell,
            "tell_more": self._tell_more,
            "print_label": self._print_label,
            "print_blank": self._print_blank,
            "discard": self.discard_draft,
        }

    @property
    def item(self) -> ItemCode | None:
        """Return the dose shown."""
        return self._item

    @property
    def step(self) -> Step:
        """Return the page shown."""
        return self._step

    def open(self, item: ItemCode | None = None) -> None:
        """Show a planned dose, the oldest open one where none is named."""
        if self._busy:
            return
        self.keep()
        chart = self._chart()
        planned = dose_to_open(chart, item, self._desk.active(), self._desk.clock.now())
        if planned is None:
            self._view.show_no_plan()
            return
        self._item = planned
        self._drop()
        kept_at = self._typing.load(planned)
        # What was written just before a crash tells what became of the alerts it met.
        self._watching.recorded(planned, chart.dosing.given)
        step = self._first_step(chart, planned)
        if step is not Step.SETTLED:
            self._typing.begin(chart, planned)
        self._view.show_draft(kept_at)
        self._view.show_place(self._typing.focus)
        self._enter(step)

    def go(self, step: Step) -> None:
        """Show another step; what was typed stays, signatures not yet used are dropped."""
        if self._busy or self._item is None:
            return
        if step not in AFTER and self._is_settled(self._chart(), self._item):
            step = Step.SETTLED
        self._drop()
        self.keep()
        self._enter(step)

    def leave(self) -> None:
        """Leave without recording; the draft is kept and said."""
        correcting = self._typing.fields.get(putting_right.CORRECTS)
        if correcting or self._step in {Step.NOT_GIVEN, Step.VOID}:
            self._typing.update({"step": "", **({"again": ""} if correcting else {})})
            self.go_on()
        elif self._step is not Step.SETTLED:
            self.go(Step.LEFT)
            self._watching.leave(self._item)

    def go_on(self) -> None:
        """Take the draft up again."""
        if self._item is not None:
            self.go(self._place(self._chart(), self._item))

    def change(self, key: str, text: str) -> None:
        """Take one field as it stands now."""
        cleared = None if self._busy else self._typing.put(key, text)
        if cleared is None:
            return
        if cleared:
            self._view.fill(cleared)
        self._proposing.forget()
        self._show_typed()
        act = acts.ACTS.get(self._step)
        if act is not None and act.at_once and acts.command(self._acting(), self._step):
            self.settle()
            self.record({})

    def stand_in(self, field: str) -> None:
        """Take the field a person went to; it is kept with the draft."""
        if not self._busy:
            self._typing.stand_in(field)

    def settle(self) -> None:
        """Keep the draft and read the step as it stands; called soon after the last change."""
        if self._busy or self._item is None or self._step in _FORMLESS:
            return
        self.keep()
        if not self._settled_meanwhile():
            self._show_standing()
            self._propose()

    def keep(self) -> None:
        """Keep the draft now."""
        if not self._typing.unkept:
            return
        try:
            kept_at = self._typing.keep()
        except Unavailable as error:
            self._view.show_not_kept(to_sentence(error, self._say))
        else:
            self._view.show_draft(kept_at)

    def put_away(self) -> None:
        """Keep the draft and forget every secret and signature: the panel is out of sight."""
        if not self._busy:
            self.keep()
            self._forget()

    def tick(self) -> None:
        """Look again at what depends on the time of day."""
        if self._busy or self._item is None or self._step in _FORMLESS:
            return
        if self._settled_meanwhile():
            return
        self._show_standing()
        if self._proposing.alerts or acts.to_come(self._acting(), self._step) is not None:
            self._propose()

    def ask(self, wish: str) -> None:
        """Do what a page asks for besides its fields, by the name of the wish."""
        if not self._busy and wish in self._wishes:
            self._wishes[wish]()
        elif not self._busy and self._item is not None:
            self._follow(wish)

    def _follow(self, wish: str) -> None:
        """Go where a wish leads, with the texts that stand there from the start."""
        acting = self._acting()
        led, written = leading.lead(wish, acting), beside.beside(wish, acting)
        if written is not None:
            self._write_beside(written)
        if led is not None:
            self._typing.update(led.texts)
            if led.anew:
                self._typing.begin(acting.chart, acting.item)
            self.go(led.step)

    def _tell(self) -> None:
        """Tell what happened although the rules were broken: an incident in words."""
        self._typing.update({"telling": typed.YES})
        self._view.fill({"telling": typed.YES})
        self._propose()

    def _tell_more(self) -> None:
        """Begin to tell an injection that happened although nothing was planned or left open."""
        chart, item = self._chart(), self._item
        given = {one.item for one in chart.dosing.injections()}
        if item is None or item in given or item not in chart.dosing.settled:
            self.open(chart.dosing.next_extra())
            return
        # Given after all: told of the same dose, beyond the record that says it was not.
        self._typing.update({"again": chart.dosing.settled[item].record})
        self._typing.begin(chart, item)
        self._enter(Step.GIVE)

    def _print_label(self) -> None:
        """Print the label of the preparation on the form, where it could be signed as it is."""
        try:
            printed = print_label(self._desk, self._acting())
        except LtmError as error:
            self._proposing.fail(error)
            self._show_signing()
            return
        if printed is not None:
            self._typing.update(printed.texts)
            self._view.fill(printed.texts)
            self._view.open_paper(printed.pdf, printed.name)
            self.settle()

    def record(self, secrets: Mapping[PersonId, str]) -> None:
        """Sign with the secrets given and write, unless the text is no longer what was read."""
        if self._busy or self._item is None or not acts.writes(self._step):
            return
        if self._settled_meanwhile():
            return
        ceremony = self._proposing.read_again(self._acting(), self._step)
        self._show_signing()
        if ceremony is None or any(not secrets.get(one.person) for one in ceremony.waiting()):
            return
        self._write(ceremony, secrets, self._done)

    def _write(
        self,
        ceremony: Ceremony,
        secrets: Mapping[PersonId, str],
        done: Callable[[Recorded | NotSigned], None],
    ) -> None:
        self._busy = True
        self._view.show_busy(busy=True)
        self._run(lambda: complete(self._desk, ceremony, secrets), done, self._failed)

    def _write_beside(self, written: beside.Beside) -> None:
        """Write an act that is not the page's own, such as the start; the page stays."""

        def done(outcome: Recorded | NotSigned) -> None:
            self._busy = False
            self._view.show_busy(busy=False)
            if isinstance(outcome, Recorded):
                self._own = outcome
                self._announce(outcome)
                self._typing.update(written.texts)
                self._enter(self._step)
                self._view.show_saved(outcome.recorded_at, written.stored)

        try:
            ceremony = Ceremony(self._desk.propose(written.command, self._say))
        except LtmError as error:
            self._proposing.fail(error)
            self._show_signing()
        else:
            self._write(ceremony, {}, done)

    def hear(self, recorded: Recorded) -> bool:
        """Take note of what was recorded; tell whether somebody else did, for this patient."""
        if recorded is self._own or recorded.stream != self._patient:
            return False
        self._watching.recorded(self._item, recorded.events)
        return True

    def refresh(self) -> None:
        """Show what somebody else recorded for this patient; nothing typed is lost."""
        if self._item is None:
            # Doses may just have been planned.
            self.open()
        elif not self._busy:
            self._forget()
            self.keep()
            self._reload()

    def take_scan(self, scan: Scan | None, refused: tuple[Alert, ...] = ()) -> None:
        """Take a scan where the check is made: it fills or compares, and never signs."""
        if self._busy or self._item is None:
            return
        answer = refused or self._fill_scanned(scan)
        self._watching.refused_scan(self._item, answer)
        if answer:
            self._view.show_notice(scanned.words(answer, self._say))

    def discard_draft(self) -> None:
        """Drop a draft that can no longer become a record."""
        self._typing.discard()
        self.open(self._item)

    def paper(self, record: str, sha256: str) -> None:
        """Open the signed PDF of a record."""
        self._opening.paper(record, sha256)

    def show_earlier(self, record: str) -> None:
        """Open an older record of the dose shown."""
        self._opening.earlier(record)

    def _print_blank(self) -> None:
        if self._item is not None:
            self._opening.blank(self._item)

    def _fill_scanned(self, scan: Scan | None) -> tuple[Alert, ...]:
        if scan is None:
            return ()
        taken = scanned.take(self._acting(), self._step, scan)
        if taken.texts:
            cleared = self._typing.put_all(taken.texts)
            self._view.fill({**taken.texts, **cleared})
            self._proposing.forget()
            self.settle()
        return taken.answer

    def _chart(self) -> Chart:
        return self._desk.chart(self._patient)

    def _acting(self) -> Acting:
        if self._item is None:
            raise LookupError("no dose is shown")
        fields, active, now = self._typing.fields, self._desk.active(), self._desk.clock.now()
        who, say, products = self._author, self._say, self._desk.site().products
        return Acting(fields, self._chart(), self._item, active, who, now, say, products)

    def _first_step(self, chart: Chart, item: ItemCode) -> Step:
        if any(
            self._typing.fields.get(one) in chart.records.by_id for one in ("record", "not_record")
        ):
            # A crash came between the commit and the end of the draft: it is recorded.
            self._typing.drop()
        return self._place(chart, item)

    def _place(self, chart: Chart, item: ItemCode) -> Step:
        active = self._desk.active()
        if self._is_settled(chart, item):
            now, fields = self._desk.clock.now(), self._typing.fields
            return page_after(chart, item, active, now, fields)
        return page_of_draft(chart, item, active, self._typing.fields)

    def _is_settled(self, chart: Chart, item: ItemCode) -> bool:
        return is_settled(chart, item, self._typing.fields.get("again", ""))

    def _enter(self, step: Step) -> None:
        self._step = step
        if step not in _FORMLESS:
            self._typing.fields["step"] = step.value
        self._show_standing()
        if step is Step.SETTLED:
            self._show_settled()
            return
        self._view.show_step(step, self._typing.fields)
        if step is not Step.LEFT:
            self._show_typed()
            self._propose()

    def _drop(self) -> None:
        self._proposing.forget()
        self._view.clear_secrets()

    def _forget(self) -> None:
        self._drop()
        self._show_signing()

    def _propose(self) -> None:
        acting = self._acting()
        self._proposing.read(acting, self._step)
        self._show_signing()
        self._watching.see(acting.item, (*self._speaking, *self._proposing.alerts))

    def _show_standing(self) -> None:
        if self._item is not None:
            fields = self._typing.fields
            standing = survey(self._desk, self._chart(), self._item, fields, self._say)
            self._speaking = standing.overridable.speaking
            self._view.show_standing(standing)

    def _show_typed(self) -> None:
        acting = self._acting()
        if self._step in {Step.GIVE, Step.SIGN}:
            self._view.show_calculated(calculated.lines(acting))
            self._view.show_remarks(calculated.remarks(acting))
        if self._step is Step.PREPARE:
            self._view.show_calculated(preparing.lines(acting))
        self._show_signing()

    def _show_signing(self) -> None:
        if self._item is not None and self._step not in _FORMLESS:
            people = self._desk.site().people
            self._view.show_signing(self._proposing.shown(self._acting(), self._step, people))

    def _show_settled(self) -> None:
        chart, item = self._chart(), self._item
        if item is None:
            return
        said = chart.dosing.settled[item]
        record = chart.records.by_id[said.record]
        zone = self._desk.clock.now().tzinfo
        facts = told(self._desk, chart, record, said.state, zone, self._say)
        self._view.show_settled(facts, self._typing.typed())

    def _done(self, outcome: Recorded | NotSigned) -> None:
        self._busy = False
        if isinstance(outcome, Recorded):
            self._finish(outcome)
            return
        self._view.show_busy(busy=False)
        self._show_signing()
        for person, sentence in outcome.told(self._desk.site().people, self._say):
            self._view.show_wrong_secret(person, sentence)

    def _finish(self, recorded: Recorded) -> None:
        self._own = recorded
        self._watching.recorded(self._item, recorded.events)
        step = self._step
        self._drop()
        self._clean_up(step)
        self._announce(recorded)
        self.open(self._item)
        # only now: the page that was held is not the one that is woken
        self._view.show_busy(busy=False)
        self._view.show_saved(recorded.recorded_at, acts.ACTS[step].stored(self._say))

    def _clean_up(self, step: Step) -> None:
        """Take out of the draft what has become a record."""
        recorded = acts.ACTS[step].keys
        try:
            if recorded:
                self._typing.take_out((*recorded, "step"))
                self._typing.keep()
            else:
                self._typing.drop()
        except Unavailable as error:
            # The record stands; a draft left behind is recognised by its identity.
            self._view.show_not_kept(to_sentence(error, self._say))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._view.show_busy(busy=False)
        self._forget()
        if isinstance(error, Stale):
            self._reload()
        if self._step is not Step.SETTLED:
            self._proposing.fail(error)
            self._show_signing()

    def _settled_meanwhile(self) -> bool:
        """Show what happened where somebody else settled this dose; tell whether it is so."""
        settled = self._item is not None and self._is_settled(self._chart(), self._item)
        if self._step in AFTER:
            return False
        if settled:
            self._forget()
            self.keep()
            self._reload()
        return settled

    def _reload(self) -> None:
        """Show the chart as it stands after somebody else wrote in it."""
        chart, item, before = self._chart(), self._item, self._step
        if item is None:
            return
        if before in AFTER or not self._is_settled(chart, item):
            self._typing.begin(chart, item)
            self._show_standing()
            self._show_signing()
            return
        self._enter(Step.SETTLED)
        if before is not Step.SETTLED:
            self._view.show_notice(
                self._say(
                    "This dose was recorded by somebody else meanwhile. Nothing of yours "
                    "was written; what you typed is kept below."
                )
            )
