"""A desk with the toxicity panel open, and a view that remembers what it was shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId
from ltm_desktop.ui.panels.toxicity.onset import Onset
from ltm_desktop.ui.panels.toxicity.presenter import ToxicityPresenter
from ltm_desktop.ui.panels.toxicity.shown import (
    EventTold,
    GradeAsked,
    JudgeAsked,
    ListShown,
    ReasonAsked,
    ReportAsked,
    TermShown,
)
from ltm_desktop.ui.panels.toxicity.typed import Read, TypedJudgement, TypedReport
from ltm_desktop.ui.signing_steps import Asked

SAY = Words("en")


@dataclass
class Seen:
    """A view that remembers what it was shown."""

    listed: ListShown | None = None
    chosen: str = ""
    told: EventTold | None = None
    report: ReportAsked | None = None
    typed: TypedReport | None = None
    term: TermShown | None = None
    hits: tuple[TermShown, ...] = ()
    grade: GradeAsked | None = None
    end: GradeAsked | None = None
    judge: JudgeAsked | None = None
    judged: TypedJudgement | None = None
    reason: ReasonAsked | None = None
    statement: str = ""
    asked: Asked | None = None
    alerts: tuple[Alert, ...] = ()
    wrong: list[str] = field(default_factory=list)
    saved: datetime | None = None
    draft: datetime | None = None
    hinted: bool = False

    def show_list(self, shown: ListShown, chosen: str) -> None:
        self.listed, self.chosen = shown, chosen

    def show_hint(self) -> None:
        self.hinted, self.told, self.report = True, None, None

    def show_told(self, told: EventTold) -> None:
        self.told, self.report, self.judge = told, None, None

    def show_report(self, asked: ReportAsked, typed: TypedReport, term: TermShown | None) -> None:
        self.report, self.typed, self.term, self.told = asked, typed, term, None

    def show_hits(self, hits: Sequence[TermShown]) -> None:
        self.hits = tuple(hits)

    def show_term(self, term: TermShown | None) -> None:
        self.term = term

    def show_grade(self, asked: GradeAsked) -> None:
        self.grade = asked

    def show_end(self, asked: GradeAsked) -> None:
        self.end = asked

    def show_judge(self, asked: JudgeAsked, typed: TypedJudgement) -> None:
        self.judge, self.judged = asked, typed

    def show_reason(self, asked: ReasonAsked) -> None:
        self.reason = asked

    def show_statement(self, text: str, asked: Asked) -> None:
        self.statement, self.asked = text, asked

    def show_form_again(self) -> None:
        self.statement, self.asked = "", None

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.alerts = tuple(alerts)

    def show_wrong_secret(self, sentence: str) -> None:
        self.wrong.append(sentence)

    def show_busy(self, *, busy: bool) -> None: ...

    def show_draft(self, at: datetime) -> None:
        self.draft = at

    def show_saved(self, at: datetime) -> None:
        self.saved = at

    def forget_saved(self) -> None:
        self.saved = self.draft = None


def at_once(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
) -> None:
    """Do the work here and now instead of beside the window."""
    try:
        found = work()
    except LtmError as error:
        failed(error)
    else:
        done(found)


@dataclass
class Room:
    """One panel at one desk."""

    desk: Desk
    patient: PatientId
    seen: Seen
    presenter: ToxicityPresenter
    recorded: list[Recorded]
    reports: list[str]
    """The serious events whose report was asked for."""

    def events(self) -> tuple[AdverseEvent, ...]:
        """Return the patient's adverse events."""
        return tuple(self.desk.chart(self.patient).adverse_events.events.values())

    def only(self) -> AdverseEvent:
        """Return the one event there is."""
        (one,) = self.events()
        return one

    def day(self, ago: int = 0) -> Onset:
        """Return a day some days ago, as a field reads it."""
        on = self.desk.clock.now().date() - timedelta(days=ago)
        return Onset(on.year, on.month, on.day)

    def report(self, term: str = "radiculitis", grade: str = "2", **typed: str) -> None:
        """Report a toxicity that began yesterday."""
        self.presenter.report()
        self.send_report(term, grade, **typed)

    def send_report(self, term: str, grade: str, **typed: str) -> None:
        """Send the open report."""
        filled = {"verbatim": "my legs burn (synthetic)", "baseline": "no", "link": "none", **typed}
        onset = self.day(1)
        told = TypedReport(term=term, grade=grade, onset="yesterday", **filled)
        self.presenter.send(told, Read(onset=onset))

    def judge(self, *, serious: bool = False, level: str = "possible") -> None:
        """Judge the chosen event and sign."""
        assert self.seen.judge is not None
        typed = TypedJudgement(
            relations={one.code: level for one in self.seen.judge.causes},
            action_it="none",
            action_rt="none",
            serious="yes" if serious else "no",
            criteria="hospitalisation" if serious else "",
            expected="no" if serious else "",
            reference="protocol (synthetic)" if serious else "",
        )
        self.presenter.send(typed, Read())
        self.presenter.sign(DEMO_SECRET)


def enter(desk: Desk, patient: PatientId) -> Room:
    """Open the panel of a patient."""
    seen = Seen()
    recorded: list[Recorded] = []

    def announce(one: Recorded) -> None:
        recorded.append(one)
        presenter.refresh()

    reports: list[str] = []
    presenter = ToxicityPresenter(desk, patient, seen, at_once, SAY, announce, reports.append)
    presenter.open()
    return Room(desk, patient, seen, presenter, recorded, reports)


def with_doses(desk: Desk) -> PatientId:
    """Return a patient of the demo who was given doses and has no toxicity told."""
    found = (PatientId(one) for one in desk.store.streams() if one != SITE_STREAM)
    for one in found:
        chart = desk.chart(one)
        if chart.dosing.given and not chart.adverse_events.events and chart.patient:
            return one
    raise LookupError("a demo without a dose")
