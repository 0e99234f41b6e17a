"""The acts of the demo after a dose: laboratory, toxicity, serious events, response, follow-up.

Each function returns a scene, which is played when its moment comes. Everything is synthetic.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from ltm_desktop.app.demo import example_labs
from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    Answer,
    EndEvent,
    GradeEvent,
    GradeSource,
    GradeTold,
    JudgeEvent,
    LabBasis,
    ReportEvent,
)
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.follow_up import (
    ContactWay,
    JudgeProgression,
    Milestone,
    NewTherapy,
    RecordContact,
    RecordMilestone,
)
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.labs import RecordLabs
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.serious_events import (
    CloseSerious,
    RecordAwareness,
    RecordFollowUp,
    RecordNotice,
)
from ltm_desktop.domain.serious_reports import ReportSerious
from ltm_desktop.domain.terms import Access

if TYPE_CHECKING:
    from ltm_desktop.app.demo.stories import Story

Scene = Callable[["Story"], None]
_NURSE, _DOCTOR, _RESEARCH = "nurse.a", "physician.p", "research.r"
_PLATELETS = "platelet_count_decreased"


def specimen_of(story: "Story") -> Specimen:
    """Return where a patient's CSF is taken from."""
    ventricular = story.part.access is Access.OMMAYA
    return Specimen.CSF_VENTRICULAR if ventricular else Specimen.CSF_LUMBAR


def first_csf(story: "Story") -> None:
    """Enter the CSF that was looked at before the first dose."""
    drawn_at = story.stage.clock.now() - timedelta(hours=2)
    results, findings = example_labs.csf(
        drawn_at, specimen_of(story), 1, falling=story.part.falling
    )
    story.stage.do(_NURSE, RecordLabs(story.patient, results, findings))


def last_csf(story: "Story") -> None:
    """Enter the CSF of a visit after the last dose; no assessment has counted it yet."""
    drawn_at = story.stage.clock.now() - timedelta(hours=1)
    results, findings = example_labs.csf(
        drawn_at, specimen_of(story), 8, falling=story.part.falling
    )
    story.stage.do(_NURSE, RecordLabs(story.patient, results, findings))


def milestones(story: "Story") -> None:
    """Tell when the disease was diagnosed and when the patient was randomised."""
    today = story.stage.clock.now().date()
    for what, days in ((Milestone.DIAGNOSED, 12), (Milestone.RANDOMISED, 0)):
        record = RecordId(story.stage.desk.ids.new("fup"))
        told = RecordMilestone(
            story.patient, record, what, today - timedelta(days=days), "synthetic"
        )
        story.stage.do(_RESEARCH, told)


def report(term: str, grade: int, words: str, *, days_ago: int = 0) -> Scene:
    """Tell an event that began today or some days ago."""

    def play(story: "Story") -> None:
        since = story.stage.clock.now().date() - timedelta(days=days_ago)
        command = ReportEvent(
            story.patient,
            AdverseEventId(story.stage.desk.ids.new("ae")),
            term,
            GradeTold(since, Grade(grade)),
            verbatim=words,
            onset=PartialDate(since),
        )
        story.stage.do(_NURSE, command)

    return play


def count_platelets(value: str, grade: int) -> Scene:
    """Enter a low platelet count and confirm the grade it suggests."""

    def play(story: "Story") -> None:
        drawn_at = story.stage.clock.now() - timedelta(hours=1)
        count = example_labs.platelets(drawn_at, value)
        story.stage.do(_NURSE, RecordLabs(story.patient, (count,)))
        today, basis = drawn_at.date(), LabBasis(count.analyte, count.value, drawn_at)
        told = GradeTold(today, Grade(grade), GradeSource.LABS, basis)
        known = AdverseEventId(story.stage.desk.ids.new("ae"))
        words = "found in the blood count (synthetic)"
        command = ReportEvent(
            story.patient, known, _PLATELETS, told, verbatim=words, onset=PartialDate(today)
        )
        story.stage.do(_NURSE, command)

    return play


def grade(term: str, number: int) -> Scene:
    """Tell another grade from today on."""

    def play(story: "Story") -> None:
        told = GradeTold(story.stage.clock.now().date(), Grade(number))
        story.stage.do(_NURSE, GradeEvent(story.patient, _event(story, term), told))

    return play


def end(term: str, outcome: str = "recovered") -> Scene:
    """Tell that an event ended today."""

    def play(story: "Story") -> None:
        today = PartialDate(story.stage.clock.now().date())
        story.stage.do(_NURSE, EndEvent(story.patient, _event(story, term), outcome, today))

    return play


def judge(
    term: str, cause: str, level: str = "possible", *, held: bool = False, treatment: str = ""
) -> Scene:
    """Let the physician judge an event that is not serious; one cause is related."""
    return _judged(term, cause, level, "held" if held else "none", treatment, serious=False)


def judge_serious(term: str, cause: str, level: str, treatment: str) -> Scene:
    """Let the physician judge an event serious: an admission nobody expected."""
    return _judged(term, cause, level, "none", treatment, serious=True)


def _judged(
    term: str, cause: str, level: str, action: str, treatment: str, *, serious: bool
) -> Scene:
    def play(story: "Story") -> None:
        active = story.stage.desk.active()
        causes = active.vocabulary("ae_cause") if active else {}
        command = JudgeEvent(
            story.patient,
            _event(story, term),
            tuple(Answer(one, level if one == cause else "unlikely") for one in causes),
            action_it=action,
            action_rt="none" if story.part.arm == "A" else "not_applicable",
            treatment=treatment,
            serious=serious,
            criteria=("hospitalisation",) if serious else (),
            expected=False if serious else None,
            reference="Example brochure 1.0 (synthetic)" if serious else "",
        )
        story.stage.do(_DOCTOR, command)

    return play


def aware(term: str, source: str, *, hours_ago: int) -> Scene:
    """Tell since when the site knows of a serious event."""

    def play(story: "Story") -> None:
        known_at = story.stage.clock.now() - timedelta(hours=hours_ago)
        person = PersonId(_NURSE)
        command = RecordAwareness(story.patient, _event(story, term), known_at, person, source)
        story.stage.do(_NURSE, command)

    return play


def notify(term: str, notice: str, reference: str) -> Scene:
    """Tell that a notice went out ten minutes ago."""

    def play(story: "Story") -> None:
        sent_at = story.stage.clock.now() - timedelta(minutes=10)
        fact = story.stage.desk.ids.new("ntc")
        command = RecordNotice(
            story.patient, _event(story, term), fact, notice, sent_at, "portal", reference
        )
        story.stage.do(_DOCTOR, command)

    return play


def learn(term: str, text: str) -> Scene:
    """Tell what was learnt of a serious event."""

    def play(story: "Story") -> None:
        fact, now = story.stage.desk.ids.new("fup"), story.stage.clock.now()
        story.stage.do(_DOCTOR, RecordFollowUp(story.patient, _event(story, term), fact, now, text))

    return play


def sign_form(term: str, narrative: str) -> Scene:
    """Let the physician sign the form of a serious event."""

    def play(story: "Story") -> None:
        record = RecordId(story.stage.desk.ids.new("sae"))
        command = ReportSerious(story.patient, _event(story, term), record, narrative)
        story.stage.do(_DOCTOR, command)

    return play


def close(term: str, note: str) -> Scene:
    """Let the physician end the following of a serious event."""

    def play(story: "Story") -> None:
        story.stage.do(_DOCTOR, CloseSerious(story.patient, _event(story, term), note))

    return play


def contact(
    way: ContactWay, disease: str = "", note: str = "", *, therapy: str = "", days_ago: int = 0
) -> Scene:
    """Tell that somebody heard of the patient, who was alive."""

    def play(story: "Story") -> None:
        on = story.stage.clock.now().date() - timedelta(days=days_ago)
        command = RecordContact(
            story.patient,
            RecordId(story.stage.desk.ids.new("fup")),
            on,
            way,
            alive=True,
            disease=disease,
            therapy=NewTherapy(on, therapy) if therapy else None,
            note=note,
        )
        story.stage.do(_RESEARCH, command)

    return play


def progress(basis: str) -> Scene:
    """Let the physician judge that the disease progressed."""

    def play(story: "Story") -> None:
        record = RecordId(story.stage.desk.ids.new("fup"))
        today = story.stage.clock.now().date()
        story.stage.do(_DOCTOR, JudgeProgression(story.patient, record, today, basis))

    return play


def csf_results(story: "Story", number: int) -> RecordLabs | None:
    """Return what was found in the CSF of the last dose, None where none waits to be told."""
    chart = story.stage.desk.chart(story.patient)
    last = max((one.started_at for one in chart.dosing.injections()), default=None)
    specimen = specimen_of(story)
    told = {one.sampled_at for one in chart.labs.found("csf_cytology", specimen)}
    if last is None or last in told:
        return None
    results, findings = example_labs.csf(last, specimen, number, falling=story.part.falling)
    return RecordLabs(story.patient, results, findings)


def _event(story: "Story", term: str) -> AdverseEventId:
    known = story.stage.desk.chart(story.patient).adverse_events.events
    return next(name for name, one in known.items() if one.told.term.code == term)
