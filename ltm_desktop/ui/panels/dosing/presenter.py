"""One patient's doses: holds what is typed, turns it into commands, shows what follows.

No Qt. Refusals come back as alerts beside the form; what was typed always stays.
"""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.scans import Scan
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import is_extra
from ltm_desktop.domain.errors import LtmError, Refused, Stale, Unavailable
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.panels.dosing import calculated, check, give, order, scanned, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.drafting import DraftKeeper, Typing
from ltm_desktop.ui.panels.dosing.proposing import SIGNED_HERE, Proposing
from ltm_desktop.ui.panels.dosing.shown import DosingDesk, DosingView
from ltm_desktop.ui.panels.dosing.signing import NotSigned, complete, wrong_words
from ltm_desktop.ui.panels.dosing.standing import (
    Step,
    is_settled,
    named,
    oldest_open,
    open_check,
)
from ltm_desktop.ui.panels.dosing.surveying import survey
from ltm_desktop.ui.panels.dosing.told import told
from ltm_desktop.ui.speak import to_sentence

Answer = TypeVar("Answer")
_FORMLESS = frozenset({Step.SETTLED, Step.LEFT})


class Run(Protocol):
    """Work beside the window: a Background's `run`."""

    def __call__(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do the work, then tell done or failed."""


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
        keeper = DraftKeeper(desk.drafts, desk.clock, desk.workstation, self._author, patient)
        self._typing = Typing(keeper, desk.ids)
        self._proposing = Proposing(desk, say)
        self._item: ItemCode | None = None
        self._step = Step.LEFT
        self._busy = False
        self._own: Recorded | None = None

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
        doses = {one.code for one in chart.plan.of(ItemKind.DOSE)}
        named = item is not None and (item in doses or is_extra(item))
        planned = item if named else oldest_open(chart)
        if planned is None:
            self._view.show_no_plan()
            return
        self._item = planned
        self._forget()
        kept_at = self._typing.load(planned)
        step = self._first_step(chart, planned)
        if step is not Step.SETTLED:
            self._typing.begin(chart, planned)
        self._view.show_draft(kept_at)
        self._view.show_place(self._typing.focus)
        self._enter(step)

    def go(self, step: Step) -> None:
        """Show another step; what was typed stays, signatures not yet used are dropped."""
        if self._busy or self._item is None or self._is_settled(self._chart(), self._item):
            return
        self._forget()
        self.keep()
        self._enter(step)

    def leave(self) -> None:
        """Leave without recording; the draft is kept and said."""
        if self._step is Step.NOT_GIVEN:
            self._typing.fields["step"] = ""
            self.go_on()
        elif self._step is not Step.SETTLED:
            self.go(Step.LEFT)

    def go_on(self) -> None:
        """Take the draft up again."""
        if self._item is not None:
            self.go(self._resting_step(self._chart()))

    def change(self, key: str, text: str) -> None:
        """Take one field as it stands now."""
        cleared = None if self._busy else self._typing.put(key, text)
        if cleared is None:
            return
        if cleared:
            self._view.fill(cleared)
        self._proposing.forget()
        self._show_typed()

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
        if self._proposing.alerts:
            self._propose()

    def tell(self) -> None:
        """Tell what happened although the rules were broken: an incident in words."""
        self._typing.update({"telling": typed.YES})
        self._view.fill({"telling": typed.YES})
        self._propose()

    def tell_more(self) -> None:
        """Begin to tell an injection that happened although nothing was planned or left open."""
        if self._busy:
            return
        chart, item = self._chart(), self._item
        given = {one.item for one in chart.dosing.injections()}
        if item is None or item in given or item not in chart.dosing.settled:
            self.open(chart.dosing.next_extra())
            return
        # Given after all: told of the same dose, beyond the record that says it was not.
        self._typing.update({"again": chart.dosing.settled[item].record})
        self._typing.begin(chart, item)
        self._enter(Step.GIVE)

    def check_again(self) -> None:
        """Begin a new check; the tray as checked stays, the second person types anew."""
        checked = self._acting().checked
        if checked is not None:
            self._typing.update({"recheck": typed.YES, **check.tray_texts(checked.syringe)})
            self.go(Step.CHECK)

    def order_again(self) -> None:
        """Begin a new order in place of the one that stands."""
        self._typing.update({"reorder": typed.YES})
        self.go(Step.ORDER)

    def record(self, secrets: Mapping[PersonId, str]) -> None:
        """Sign with the secrets given and write, unless the text is no longer what was read."""
        if self._busy or self._item is None or self._step not in SIGNED_HERE:
            return
        if self._settled_meanwhile():
            return
        ceremony = self._proposing.read_again(self._acting(), self._step)
        self._show_signing()
        if ceremony is None or any(not secrets.get(one.person) for one in ceremony.waiting()):
            return
        self._busy = True
        self._view.show_busy(busy=True)
        self._run(lambda: complete(self._desk, ceremony, secrets), self._done, self._failed)

    def refresh(self, recorded: Recorded) -> None:
        """Show what somebody else recorded for this patient; nothing typed is lost."""
        others = recorded is not self._own and recorded.stream == self._patient
        if others and self._item is None:
            # Doses may just have been planned.
            self.open()
        elif others and not self._busy:
            self._forget()
            self.keep()
            self._reload()

    def take_scan(self, scan: Scan | None, refused: tuple[Alert, ...] = ()) -> None:
        """Take a scan where the check is made: it fills or compares, and never signs."""
        if self._busy or self._item is None:
            return
        answer = refused
        if not scanned.takes(self._acting(), self._step):
            answer = (note("scanning.not_now"),)
        elif scan is not None:
            answer = self._fill_scanned(scan)
        if answer:
            self._view.show_notice(scanned.words(answer, self._say))

    def discard_draft(self) -> None:
        """Drop a draft that can no longer become a record."""
        self._typing.discard()
        self.open(self._item)

    def paper(self, record: str, sha256: str) -> None:
        """Open the signed PDF of a record."""
        try:
            pdf = self._desk.store.paper(sha256)
        except LtmError as error:
            self._view.show_notice(to_sentence(error, self._say))
        else:
            self._view.open_paper(pdf, f"{record}.pdf")

    def _fill_scanned(self, scan: Scan) -> tuple[Alert, ...]:
        now, texts = self._desk.clock.now(), scanned.texts(scan)
        if texts:
            cleared = self._typing.put_all(texts)
            self._view.fill({**texts, **cleared})
            self._proposing.forget()
            self.settle()
        return scanned.answer(scan, scanned.check(self._acting(), self._step, now), now)

    def _chart(self) -> Chart:
        return self._desk.chart(self._patient)

    def _acting(self) -> Acting:
        if self._item is None:
            raise LookupError("no dose is shown")
        fields, active = self._typing.fields, self._desk.active()
        return Acting(fields, self._chart(), self._item, active, self._author, self._say)

    def _first_step(self, chart: Chart, item: ItemCode) -> Step:
        if any(
            self._typing.fields.get(one) in chart.records.by_id for one in ("record", "not_record")
        ):
            # A crash came between the commit and the end of the draft: it is recorded.
            self._typing.drop()
        return Step.SETTLED if self._is_settled(chart, item) else self._resting_step(chart)

    def _resting_step(self, chart: Chart) -> Step:
        begun = self._typing.fields.get
        kept = begun("step", "")
        if kept in {Step.GIVE, Step.SIGN} and begun("access"):
            return Step(kept)
        if (kept == Step.CHECK and begun("recheck")) or (kept == Step.ORDER and begun("reorder")):
            return Step(kept)
        if kept == Step.NOT_GIVEN and begun("not_outcome"):
            return Step.NOT_GIVEN
        if self._item is None or is_extra(self._item) or begun("again"):
            return Step.GIVE
        if self._item not in chart.dosing.orders:
            return Step.ORDER
        return Step.GIVE if open_check(chart, self._item) else Step.CHECK

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

    def _forget(self) -> None:
        self._proposing.forget()
        self._view.clear_secrets()
        self._show_signing()

    def _propose(self) -> None:
        acting = self._acting()
        self._proposing.read(acting, self._step)
        against = scanned.check(acting, self._step, self._desk.clock.now())
        if against:
            self._proposing.fail(Refused(*against, *self._proposing.alerts))
        self._show_signing()

    def _show_standing(self) -> None:
        if self._item is not None:
            fields = self._typing.fields
            self._view.show_standing(
                survey(self._desk, self._chart(), self._item, fields, self._say)
            )

    def _show_typed(self) -> None:
        fields = self._typing.fields
        if self._step in {Step.GIVE, Step.SIGN}:
            tray = give.tray(fields, self._acting().checked)
            self._view.show_calculated(
                calculated.lines(fields, tray, self._say, self._desk.active())
            )
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
        self._view.show_busy(busy=False)
        if isinstance(outcome, Recorded):
            self._finish(outcome)
            return
        self._show_signing()
        people = self._desk.site().people
        for person, refusal in outcome.refused.items():
            sentence = wrong_words(refusal, named(people, person), self._say)
            self._view.show_wrong_secret(person, sentence)

    def _finish(self, recorded: Recorded) -> None:
        self._own = recorded
        say, step = self._say, self._step
        self._forget()
        self._clean_up(step)
        self._announce(recorded)
        self.open(self._item)
        sentence = {
            Step.ORDER: say("The order is signed and stored."),
            Step.CHECK: say("The check is signed and stored."),
            Step.SIGN: say("The dose is recorded and signed."),
        }.get(step, say("It is recorded that this dose was not given."))
        self._view.show_saved(recorded.recorded_at, sentence)

    def _clean_up(self, step: Step) -> None:
        """Take out of the draft what has become a record."""
        recorded = {
            Step.ORDER: (*order.KEYS, "reorder", "step"),
            Step.CHECK: (*check.KEYS, *scanned.KEYS, "recheck", "operator", "second", "step"),
        }.get(step)
        try:
            if recorded is None:
                self._typing.drop()
            else:
                self._typing.take_out(recorded)
                self._typing.keep()
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
        if not self._is_settled(chart, item):
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
