"""One patient's doses: holds what is typed, turns it into commands, shows what follows.

No Qt. Refusals come back as alerts beside the form; what was typed always stays.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from ltm_desktop.app.recorder import AnyCommand, Proposal, Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import RecordDose
from ltm_desktop.domain.errors import LtmError, Stale, Unavailable
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.ui.panels.dosing import calculated, check, give, order, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.drafting import UNTYPED, DraftKeeper
from ltm_desktop.ui.panels.dosing.shown import DosingDesk, DosingView, SignerLine, Signing
from ltm_desktop.ui.panels.dosing.signing import Ceremony, NotSigned, complete
from ltm_desktop.ui.panels.dosing.standing import Step, named, oldest_open
from ltm_desktop.ui.panels.dosing.surveying import survey
from ltm_desktop.ui.panels.dosing.told import told
from ltm_desktop.ui.speak import to_alerts, to_sentence

Answer = TypeVar("Answer")
_SIGNED_HERE = frozenset({Step.ORDER, Step.CHECK, Step.SIGN, Step.NOT_GIVEN})
_CLEARS: Mapping[str, tuple[str, ...]] = {
    "outcome": ("reason",),
    "not_outcome": ("not_reason", "until"),
    "access": tuple(f"kept_{key}" for key in give.UNITS),
}
"""What a choice makes meaningless, so that it starts empty again (nhs-cui MSP-1890)."""


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
        author = desk.session.person
        self._author = author
        self._keeper = DraftKeeper(desk.drafts, desk.clock, desk.workstation, author, patient)
        self._item: ItemCode | None = None
        self._fields: dict[str, str] = {}
        self._step = Step.LEFT
        self._ceremony: Ceremony | None = None
        self._alerts: tuple[Alert, ...] = ()
        self._can_tell = False
        self._dirty = False
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
        self.keep()
        chart = self._chart()
        planned = item if item in chart.plan.items else oldest_open(chart)
        if planned is None:
            self._view.show_no_plan()
            return
        self._item = planned
        self._forget()
        self._fields, kept_at = self._keeper.find(planned)
        step = self._first_step(chart, planned)
        if step is not Step.SETTLED:
            self._begin(chart, planned)
        self._view.show_draft(kept_at)
        self._enter(step)

    def go(self, step: Step) -> None:
        """Show another step; what was typed stays, signatures not yet used are dropped."""
        if self._busy or self._item is None or self._chart().dosing.is_settled(self._item):
            return
        self._forget()
        self.keep()
        self._enter(step)

    def leave(self) -> None:
        """Leave without recording; the draft is kept and said."""
        if self._step is Step.NOT_GIVEN:
            self._fields["step"] = ""
            self.go(self._resting_step(self._chart()))
        elif self._step is not Step.SETTLED:
            self.go(Step.LEFT)

    def go_on(self) -> None:
        """Take the draft up again."""
        if self._item is not None:
            self.go(self._resting_step(self._chart()))

    def change(self, key: str, text: str) -> None:
        """Take one field as it stands now."""
        if self._busy or self._fields.get(key, "") == text:
            return
        self._fields[key] = text
        self._dirty = True
        cleared = {one: "" for one in _CLEARS.get(key, ()) if self._fields.get(one)}
        self._fields |= cleared
        if cleared:
            self._view.fill(cleared)
        self._forget_text()
        self._show_typed()

    def settle(self) -> None:
        """Keep the draft and read the step as it stands; called soon after the last change."""
        if self._busy or self._item is None:
            return
        self.keep()
        self._show_standing()
        self._propose()
        self._show_signing()

    def keep(self) -> None:
        """Keep the draft now."""
        if self._item is None or not self._dirty:
            return
        try:
            kept_at = self._keeper.keep(self._item, self._fields)
        except Unavailable as error:
            self._view.show_not_kept(to_sentence(error, self._say))
        else:
            self._dirty = False
            self._view.show_draft(kept_at)

    def put_away(self) -> None:
        """Keep the draft and forget every secret and signature: the panel is out of sight."""
        if not self._busy:
            self.keep()
            self._forget()
            self._show_signing()

    def tick(self) -> None:
        """Look again at what depends on the time of day."""
        if self._busy or self._item is None or self._step in {Step.SETTLED, Step.LEFT}:
            return
        self._show_standing()
        if self._alerts:
            self._propose()
            self._show_signing()

    def tell(self) -> None:
        """Tell what happened although the rules were broken: an incident in words."""
        self._fields["telling"] = typed.YES
        self._view.fill({"telling": typed.YES})
        self._propose()
        self._show_signing()

    def check_again(self) -> None:
        """Begin a new check; the tray as checked stays, the second person types anew."""
        checked = self._acting().checked
        if checked is None:
            return
        tray = checked.syringe
        self._fields |= {
            "recheck": typed.YES,
            "product": tray.product,
            "lot": tray.lot,
            "expiry": tray.expiry.isoformat(),
            "syringe_volume": str(tray.volume.value),
            "use_by": tray.use_by.isoformat(),
        }
        self._dirty = True
        self.go(Step.CHECK)

    def order_again(self) -> None:
        """Begin a new order in place of the one that stands."""
        self._fields["reorder"] = typed.YES
        self._dirty = True
        self.go(Step.ORDER)

    def record(self, secrets: Mapping[PersonId, str]) -> None:
        """Sign with the secrets given and write, unless the text is no longer what was read."""
        if self._busy or self._step not in _SIGNED_HERE:
            return
        read = self._ceremony.proposal if self._ceremony else None
        self._propose()
        ceremony = self._ceremony
        self._show_signing()
        if ceremony is None or read is None or not _same(read, ceremony.proposal):
            return
        if any(not secrets.get(signer.person) for signer in ceremony.waiting()):
            return
        self._busy = True
        self._view.show_busy(busy=True)
        self._run(lambda: complete(self._desk, ceremony, secrets), self._done, self._failed)

    def refresh(self, recorded: Recorded) -> None:
        """Show what somebody else recorded for this patient; nothing typed is lost."""
        if recorded is self._own or recorded.stream != self._patient or self._item is None:
            return
        self._forget()
        self.keep()
        self._reload()

    def discard_draft(self) -> None:
        """Drop a draft that can no longer become a record."""
        if self._item is not None:
            self._keeper.drop(self._item)
            self._fields, self._dirty = {}, False
            self.open(self._item)

    def paper(self, record: str, sha256: str) -> None:
        """Open the signed PDF of a record."""
        try:
            pdf = self._desk.store.paper(sha256)
        except LtmError as error:
            self._view.show_notice(to_sentence(error, self._say))
        else:
            self._view.open_paper(pdf, f"{record}.pdf")

    def _chart(self) -> Chart:
        return self._desk.chart(self._patient)

    def _acting(self) -> Acting:
        assert self._item is not None  # noqa: S101 - no step is shown before a dose is chosen
        return Acting(
            self._fields, self._chart(), self._item, self._desk.active(), self._author, self._say
        )

    def _begin(self, chart: Chart, item: ItemCode) -> None:
        """Give the form its identities, and take people over from a signed check."""
        for key, prefix in (("record", "adm"), ("not_record", "not")):
            if not self._fields.get(key) or self._is_used(chart, key):
                self._fields[key] = self._desk.ids.new(prefix)
        checked = chart.dosing.checks.get(item)
        if checked is not None and not chart.dosing.is_settled(item):
            self._fields["record"] = checked.record
            self._fields.setdefault("operator", checked.operator)
            self._fields.setdefault("second", checked.second)

    def _is_used(self, chart: Chart, key: str) -> bool:
        return any(one == self._fields[key] for one in chart.records.by_id)

    def _first_step(self, chart: Chart, item: ItemCode) -> Step:
        said = chart.dosing.settled.get(item)
        if said is None or not chart.dosing.is_settled(item):
            return self._resting_step(chart)
        if said.record in (self._fields.get("record"), self._fields.get("not_record")):
            # A crash came between the commit and the end of the draft.
            self._keeper.drop(item)
            self._fields, self._dirty = {}, False
        return Step.SETTLED

    def _resting_step(self, chart: Chart) -> Step:
        kept, begun = self._fields.get("step", ""), self._fields.get
        if kept in {Step.GIVE, Step.SIGN} and begun("access"):
            return Step(kept)
        if kept == Step.NOT_GIVEN and begun("not_outcome"):
            return Step.NOT_GIVEN
        if self._item not in chart.dosing.orders:
            return Step.ORDER
        return Step.GIVE if self._item in chart.dosing.checks else Step.CHECK

    def _enter(self, step: Step) -> None:
        self._step = step
        if step not in {Step.LEFT, Step.SETTLED}:
            self._fields["step"] = step.value
        self._view.clear_secrets()
        self._show_standing()
        if step is Step.SETTLED:
            self._show_settled()
            return
        self._view.show_step(step, self._fields)
        self._show_typed()
        self._propose()
        self._show_signing()

    def _forget(self) -> None:
        self._forget_text()
        self._view.clear_secrets()

    def _forget_text(self) -> None:
        self._ceremony = None
        self._alerts = ()
        self._can_tell = False

    def _propose(self) -> None:
        if self._step not in _SIGNED_HERE or self._item is None:
            return
        acting = self._acting()
        command = None if acting.missing(self._step) else acting.command(self._step)
        if command is None:
            self._forget_text()
            return
        kept = self._ceremony
        if kept is not None and kept.signed and kept.proposal.command == command:
            return
        try:
            proposal = self._desk.propose(command, self._say)
        except LtmError as error:
            self._forget_text()
            self._alerts = to_alerts(error)
            self._can_tell = self._may_be_told(command)
        else:
            self._forget_text()
            self._ceremony = Ceremony(proposal)

    def _may_be_told(self, command: AnyCommand) -> bool:
        if not isinstance(command, RecordDose) or command.incident:
            return False
        try:
            self._desk.propose(replace(command, incident="-"), self._say)
        except LtmError:
            return False
        return True

    def _show_standing(self) -> None:
        if self._item is not None:
            self._view.show_standing(
                survey(self._desk, self._chart(), self._item, self._fields, self._say)
            )

    def _show_typed(self) -> None:
        acting = self._acting()
        if self._step in {Step.GIVE, Step.SIGN}:
            tray = give.tray(self._fields, acting.checked)
            self._view.show_calculated(calculated.lines(self._fields, tray, self._say))
        self._show_signing()

    def _show_signing(self) -> None:
        if self._item is None or self._step in {Step.SETTLED, Step.LEFT}:
            return
        acting, ceremony, people = self._acting(), self._ceremony, self._desk.site().people
        signed = set(ceremony.signed) if ceremony else set()
        self._view.show_signing(
            Signing(
                signers=tuple(
                    SignerLine(
                        one.person,
                        named(people, one.person),
                        self._say.term(one.meaning),
                        one.person in signed,
                    )
                    for one in acting.signers(self._step)
                ),
                preview=ceremony.proposal.shown if ceremony else "",
                missing=acting.missing(self._step),
                alerts=self._alerts,
                can_tell=self._can_tell,
                ready=ceremony is not None,
            )
        )

    def _show_settled(self) -> None:
        chart, item = self._chart(), self._item
        if item is None:
            return
        said = chart.dosing.settled[item]
        record = chart.records.by_id[said.record]
        zone = self._desk.clock.now().tzinfo
        typed_before = {k: text for k, text in self._fields.items() if text and k not in UNTYPED}
        self._view.show_settled(
            told(self._desk, chart, record, said.state, zone, self._say), typed_before
        )

    def _done(self, outcome: Recorded | NotSigned) -> None:
        self._busy = False
        self._view.show_busy(busy=False)
        if isinstance(outcome, NotSigned):
            self._show_signing()
            for person, refusal in outcome.refused.items():
                self._view.show_wrong_secret(person, to_sentence(refusal, self._say))
            return
        self._own = outcome
        self._finish(outcome)

    def _finish(self, recorded: Recorded) -> None:
        step, item = self._step, self._item
        if item is None:
            return
        self._forget()
        self._clean_up(step, item)
        self._announce(recorded)
        sentence = {
            Step.ORDER: self._say("The order is signed and stored."),
            Step.CHECK: self._say("The check is signed and stored."),
            Step.SIGN: self._say("The dose is recorded and signed."),
        }.get(step, self._say("It is recorded that this dose was not given."))
        self.open(item)
        self._view.show_saved(recorded.recorded_at, sentence)

    def _clean_up(self, step: Step, item: ItemCode) -> None:
        """Take out of the draft what has become a record."""
        gone = {
            Step.ORDER: (*order.KEYS, "reorder", "step"),
            Step.CHECK: (*check.KEYS, "recheck", "operator", "second", "step"),
        }.get(step)
        try:
            if gone is None:
                self._keeper.drop(item)
                self._fields, self._dirty = {}, False
            else:
                self._fields = {k: v for k, v in self._fields.items() if k not in gone}
                self._dirty = True
                self.keep()
        except Unavailable as error:
            # The record stands; a draft left behind is recognised by its identity.
            self._view.show_not_kept(to_sentence(error, self._say))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._view.show_busy(busy=False)
        self._forget()
        if isinstance(error, Stale):
            self._reload()
            if self._step is Step.SETTLED:
                return
        self._alerts = to_alerts(error)
        self._show_signing()

    def _reload(self) -> None:
        """Show the chart as it stands after somebody else wrote in it."""
        chart, item = self._chart(), self._item
        if item is None:
            return
        was_settled = self._step is Step.SETTLED
        if chart.dosing.is_settled(item):
            self._enter(Step.SETTLED)
            if not was_settled:
                self._view.show_notice(
                    self._say(
                        "This dose was recorded by somebody else meanwhile. Nothing of yours "
                        "was written; what you typed is kept below."
                    )
                )
            return
        self._begin(chart, item)
        self._show_standing()
        self._show_signing()


def _same(read: Proposal, now: Proposal) -> bool:
    return read.command == now.command and read.version == now.version
