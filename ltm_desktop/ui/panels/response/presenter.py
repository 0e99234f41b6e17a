"""Assessing response: the list over time, one form with its draft, what is missing, the signature.

No Qt here. Nothing is signed before every required part is filled or explained.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.response_words import against_words, score_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyWay
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.response import AssessResponse
from ltm_desktop.domain.response_best import best_before
from ltm_desktop.domain.response_reading import (
    SteroidChange,
    before,
    score_change,
    steroid_change,
)
from ltm_desktop.domain.response_rules import (
    AUTHORS,
    FILLED,
    Assessing,
    check_complete,
    check_told,
    needed,
    remarks,
    rules_of,
    told,
)
from ltm_desktop.domain.response_terms import (
    BASELINE,
    CategoryKind,
    Component,
    ResponseRules,
)
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.response.desk import ResponseDesk, assessing
from ltm_desktop.ui.panels.response.from_labs import Slips
from ltm_desktop.ui.panels.response.listing import list_of
from ltm_desktop.ui.panels.response.offering import form_of
from ltm_desktop.ui.panels.response.shown import (
    GENERAL,
    OVERALL_PART,
    CheckShown,
    FormShown,
    ListShown,
    Missing,
    Option,
    PartState,
)
from ltm_desktop.ui.panels.response.typed import OWN, Fields, Reader, to_fields
from ltm_desktop.ui.signing_steps import Signing, SigningView
from ltm_desktop.ui.speak import to_alerts

TOPIC = "response"
_OF_THE_OVERALL = frozenset(
    {"response.overall_missing", "response.no_such_category", "response.why_not_evaluable"}
)


class ResponseView(SigningView, Protocol):
    """What the panel can show."""

    def show_list(self, shown: ListShown) -> None:
        """Show the assessments over time and what follows from them."""

    def show_form(self, shown: FormShown, fields: Fields) -> None:
        """Open the form with what was typed before."""

    def show_check(self, shown: CheckShown) -> None:
        """Show how far the form has come."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show everything that stands against the act, beside its form."""

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""

    def show_saved(self, at: datetime) -> None:
        """Say that the record is on disk, and leave the form."""

    def show_void(self, what: str, reasons: Sequence[Option], people: Sequence[Option]) -> None:
        """Ask why an assessment is taken back and who looked as well."""

    def show_paper(self, pdf: bytes, name: str) -> None:
        """Open a paper in the system's viewer, or say that nothing opens it."""


class ResponsePresenter:
    """Show one patient's assessments and take a new one."""

    def __init__(
        self,
        desk: ResponseDesk,
        patient: PatientId,
        say: Words,
        *,
        view: ResponseView,
        run: Run,
        announce: Callable[[Recorded], None],
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view
        self._announce = announce
        self._keeper = DraftKeeper(desk, desk.act().author, patient)
        self._run = run
        self._fields: Fields = {}
        self._start: Fields = {}
        """The form as it was opened: what differs from it was typed."""
        self._voids: RecordId | None = None
        self._signing = Signing(desk, view, run, say, recorded=self._recorded, failed=self._failed)

    def open(self) -> None:
        """Show the list; an unfinished form is opened as it was left."""
        self.refresh()
        draft = self._keeper.find(TOPIC) if self._may_assess() else None
        if draft is not None:
            self._fields = dict(draft.fields)
            self._show_form()
            self._view.show_draft(datetime.fromisoformat(draft.saved_at))

    def refresh(self) -> None:
        """Ask for the list again; what is typed stays."""
        desk = self._desk
        chart, site = desk.chart(self._patient), desk.site()
        shown = list_of(chart, desk.active(), site, self._say, may_assess=self._may_assess())
        self._view.show_list(shown)

    def begin(self) -> None:
        """Open an empty form of today; of a patient without one, of the baseline."""
        if not self._may_assess() or self._is_begun():
            self._show_form()
            return
        baseline = self._desk.chart(self._patient).response.baseline
        self._fields = {
            "record": self._desk.ids.new("rsp"),
            "on": self._desk.act().today.isoformat(),
            "time_point": "" if baseline else BASELINE,
        }
        self._start = dict(self._fields)
        self._show_form()

    def correct(self, record: str) -> None:
        """Open the form on what an assessment says; one that is unfinished comes before it."""
        known = self._desk.chart(self._patient).response.of(RecordId(record))
        if known is None or not self._may_assess():
            return
        if self._is_begun():
            other = self._fields.get("corrects") != record
            self._show_form()
            self._view.show_alerts((stop("response.unfinished"),) if other else ())
            return
        new = self._desk.ids.new("rsp")
        self._fields = {**to_fields(known), "record": new, "corrects": record}
        self._start = dict(self._fields)
        self._show_form()

    def changed(self, fields: Fields) -> None:
        """Take the form as it now stands and say what is still missing."""
        kept = {name: self._fields.get(name, "") for name in ("record", "corrects")}
        self._fields = {**fields, **kept}
        self._check()

    def keep_draft(self) -> None:
        """Keep the form as it stands; a draft is no record."""
        if not self._fields.get("record"):
            return
        filled = {name: text for name, text in self._fields.items() if text}
        try:
            now = self._keeper.keep(TOPIC, filled)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
        else:
            self._view.show_draft(now)

    def clear(self) -> None:
        """Forget the form and its draft, by the person's choice."""
        self._forget()
        self._signing.drop()
        self.refresh()

    def review(self) -> None:
        """Show the text to be signed, or everything that stands against it."""
        read = self._read()
        if read is None:
            return
        command, unreadable = read
        if unreadable:
            self._view.show_alerts(unreadable)
            return
        # whoever began to take one back and left it signs an assessment now
        self._voids = None
        self._propose(command)

    def paper(self, record: str) -> None:
        """Open the signed paper of an assessment."""
        known = self._desk.chart(self._patient).records.by_id.get(RecordId(record))
        if known is None or not known.papers:
            return
        sha256 = known.papers[-1].sha256
        self._view.show_alerts(())
        self._run(
            lambda: self._desk.hand_out(sha256, CopyWay.OPENED, self._patient),
            lambda pdf: self._view.show_paper(pdf, f"{record}.pdf"),
            self._failed,
        )

    def ask_void(self, record: str) -> None:
        """Ask why an assessment is taken back and who looked as well."""
        known = self._desk.chart(self._patient).response.of(RecordId(record))
        active, say = self._desk.active(), self._say
        if known is None or active is None:
            return
        self._voids = known.record
        reasons = [
            Option(code, say.label(label))
            for code, label in active.protocol.vocabularies["void_reason"].items()
        ]
        what = say("Assessment of {on}", on=known.on)
        self._view.show_void(what, reasons, tuple(self._others()))

    def void(self, reason: str, second: str, note: str) -> None:
        """Show the text that both sign."""
        if self._voids is not None:
            self._propose(VoidRecord(self._patient, self._voids, reason, PersonId(second), note))

    def sign(self, secrets: dict[str, str]) -> None:
        """Sign what was read and write it."""
        self._signing.sign(secrets)

    def back(self) -> None:
        """Go back; nothing was written and nothing typed is lost."""
        self._signing.drop()

    def _propose(self, command: AssessResponse | VoidRecord) -> None:
        self._view.show_alerts(())
        try:
            self._signing.propose(command)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))

    def _others(self) -> Iterator[Option]:
        site, me = self._desk.site(), self._desk.act().author
        for person in site.people.values():
            may = not any(check_role(site.people, person.person, *AUTHORS))
            if person.person != me and person.active and may:
                name, code = person_name(person.name), person.person
                yield Option(code, self._say("{name} ({code})", name=name, code=code))

    def _read(self) -> tuple[AssessResponse, tuple[Alert, ...]] | None:
        active = self._desk.active()
        if active is None or active.response is None:
            return None
        reader = Reader(self._fields, active)
        command = reader.command(self._patient)
        return command, tuple(reader.alerts)

    def _show_form(self) -> None:
        active = self._desk.active()
        rules = rules_of(active)
        if active is None or rules is None or not self._fields:
            return
        desk = self._desk
        chart = desk.chart(self._patient)
        shown = form_of(
            chart,
            active,
            rules,
            self._say,
            today=desk.act().today,
            corrects=self._fields.get("corrects", ""),
            slips=Slips(chart.labs, desk.site().laboratories, desk.act().day_of),
        )
        self._view.show_form(shown, self._fields)
        self._check()

    def _check(self) -> None:
        read, at = self._read(), assessing(self._desk, self._patient)
        rules = rules_of(self._desk.active())
        if read is None or at is None or rules is None:
            return
        command, unreadable = read
        found = [*unreadable, *_point_missing(command), *check_complete(command, rules)]
        if not unreadable and command.time_point:
            found += check_told(command, at, rules)
        if command.corrects is not None and not command.correction_reason:
            found.append(stop("corrections.reason_missing", "", component=GENERAL))
        missing = [self._missing(one) for one in found]
        kind = rules.categories.get(command.overall)
        shown = CheckShown(
            missing=tuple(dict.fromkeys(missing)),
            remarks=remarks(command, at) if not unreadable else (),
            states=dict(_states(command, rules, {one.part for one in missing})),
            sums=self._sums(command, at),
            baseline=command.time_point == BASELINE,
            not_evaluable=kind is not None and kind.category.kind is CategoryKind.NOT_EVALUABLE,
            steroids=self._steroids(command, at),
            kps=self._kps(command, at),
        )
        self._view.show_check(shown)

    def _missing(self, alert: Alert) -> Missing:
        part = OVERALL_PART if alert.code in _OF_THE_OVERALL else alert.values.get("component")
        say, words = self._say, self._say.alert(alert)
        if isinstance(part, Component):
            # the part is named above its sentences
            words = words.removeprefix(say("{label}:", label=part)).strip()
        return Missing(str(part or GENERAL), say.begin(words), say.next_step(alert))

    def _sums(self, command: AssessResponse, at: Assessing) -> str:
        if command.neuro is None:
            return ""
        say, kept = self._say, at.response.without(command.corrects)
        words = [score_words(command.neuro, say)]
        one = told(command, at)
        for label, then in (
            (say("baseline"), kept.baseline),
            (say("last"), before(kept, one)),
        ):
            change = score_change(command.neuro, then.neuro if then else None)
            if change is not None:
                signed = f"{change.total:+d}" if change.total else "0"
                words.append(say("against {label} {change}", label=label, change=signed))
        best = best_before(kept, one, Component.NEURO)
        if best is not None and best.difference is not None:
            signed = f"{best.difference:+}" if best.difference else "0"
            words.append(say("against {label} {change}", label=say("the best"), change=signed))
        return say.listing(words)

    def _kps(self, command: AssessResponse, at: Assessing) -> str:
        kept = at.response.without(command.corrects)
        words = against_words(told(command, at), Component.KPS, kept, self._say)
        return self._say.begin(self._say.listing(words))

    def _steroids(self, command: AssessResponse, at: Assessing) -> str:
        kept = at.response.without(command.corrects)
        one = told(command, at)
        then = before(kept, one)
        change = steroid_change(one, then)
        if then is None or change is SteroidChange.NONE_BEFORE:
            return ""
        since = self._say("Since {on}: {change}", on=then.on, change=change)
        words = against_words(one, Component.STEROIDS, kept, self._say)
        beside = self._say.begin(self._say.listing(words))
        return "\n".join(filter(None, (since, beside)))

    def _recorded(self, recorded: Recorded) -> None:
        if self._voids is None:
            self._forget()
        self._voids = None
        self._view.show_saved(recorded.recorded_at)
        self.refresh()
        self._announce(recorded)

    def _failed(self, error: Exception) -> None:
        self._view.show_alerts(to_alerts(error))

    def _may_assess(self) -> bool:
        people = self._desk.site().people
        return not any(check_role(people, self._desk.act().author, *AUTHORS))

    def _is_begun(self) -> bool:
        """Tell whether a person typed anything into the form that is open or was left."""
        return any(
            text.strip() != self._start.get(name, "").strip()
            for name, text in self._fields.items()
            if name not in OWN
        )

    def _forget(self) -> None:
        self._keeper.drop(TOPIC)
        self._fields, self._start = {}, {}


def _point_missing(command: AssessResponse) -> Iterator[Alert]:
    if not command.time_point:
        yield stop("response.point_missing", "", component=GENERAL)


def _states(
    command: AssessResponse, rules: ResponseRules, lacking: set[str]
) -> Iterator[tuple[str, PartState]]:
    explained = {one.component for one in command.not_done}
    wanted = needed(rules)
    for component in Component:
        filled = getattr(command, FILLED[component]) is not None
        if component.value in lacking:
            yield component.value, PartState.MISSING
        elif component in explained:
            yield component.value, PartState.EXPLAINED
        elif filled:
            yield component.value, PartState.FILLED
        else:
            state = PartState.MISSING if component in wanted else PartState.OPTIONAL
            yield component.value, state
    for part in (GENERAL, OVERALL_PART):
        yield part, PartState.MISSING if part in lacking else PartState.FILLED
