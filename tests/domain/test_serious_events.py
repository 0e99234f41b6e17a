"""Serious events: the clocks from the awareness, what may be told of them, and the signed form."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    EventEnded,
    EventGraded,
    EventVoided,
    GradeTold,
)
from ltm_desktop.domain.attestation import check_author, signers_of
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.decisions import Command, following, required_signers
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.notices import ActiveNotice, NoticeScope
from ltm_desktop.domain.partial_dates import PartialDate, Precision
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.serious_clocks import NoticeClock, applies, clocks_of, owed, unclocked
from ltm_desktop.domain.serious_events import SeriousCase, SeriousKind
from ltm_desktop.domain.serious_kinds import kind_of, serious_kinds
from ltm_desktop.domain.serious_reports import SeriousReported
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.terms import Meaning
from tests.builders import MONITOR, NURSE, PATIENT, PHARMACIST, PHYSICIAN, at, labs
from tests.cases.clinical import day
from tests.serious_builders import (
    EVENT,
    arachnoiditis,
    aware,
    end,
    judgement,
    learnt,
    notice,
    report,
    serious,
    take_back,
)
from tests.stories import Story, planned


def clocks(story: Story) -> dict[tuple[str, bool], NoticeClock]:
    at_hand = following(story.chart, story.site.people, story.protocol, story.act(NURSE))
    found = at_hand.clocks(story.chart.serious.cases[EVENT])
    return {(one.code, one.follow_up): one for one in found}


def test_a_judgement_opens_an_event_and_its_clocks_count_from_it_until_the_awareness_is_told() -> (
    None
):
    story = serious()
    case = story.chart.serious.cases[EVENT]
    assert (case.judged_at, case.awareness) == (at("2026-03-04 18:00"), None)
    assert clocks(story)["sponsor", False].due_at == at("2026-03-05 18:00")
    told = story.does(aware("2026-03-04 16:50"))
    assert clocks(told)["sponsor", False].due_at == at("2026-03-05 16:50")


def test_an_event_that_is_not_judged_serious_takes_no_fact() -> None:
    story = planned().at("2026-03-04 18:00").told(arachnoiditis())
    for command in (aware(), notice(), learnt(), take_back(), end()):
        assert story.refused(command, PHYSICIAN) == {"serious.not_serious"}
    mild = story.told(judgement(serious=False), by=PHYSICIAN)
    assert mild.refused(aware()) == {"serious.not_serious"}
    assert serious_kinds(mild.chart.adverse_events) == {}


def test_an_event_taken_back_or_judged_anew_loses_its_clocks_and_keeps_what_was_told() -> None:
    story = serious().does(aware())
    gone = story.told(EventVoided(arachnoiditis().event, "wrong_patient", "", PHYSICIAN))
    milder = story.told(judgement(serious=False), by=PHYSICIAN)
    for later in (gone, milder):
        assert later.refused(notice(), NURSE) == {"serious.not_serious"}
        assert later.chart.serious.cases[EVENT].awareness is not None
    again = milder.at("2026-03-06 09:00").told(judgement(), by=PHYSICIAN)
    assert again.chart.serious.cases[EVENT].judged_at == at("2026-03-04 18:00")


@pytest.mark.parametrize(
    ("criteria", "cause", "expected", "codes"),
    [
        (("hospitalisation",), "disease", True, {"sponsor"}),
        (("hospitalisation",), "pemetrexed_it", True, {"sponsor"}),
        (("hospitalisation",), "pemetrexed_it", False, {"sponsor", "ethics", "authority"}),
        (("life_threatening",), "disease", False, {"sponsor", "institution"}),
        (
            ("hospitalisation", "life_threatening"),
            "procedure",
            False,
            {"sponsor", "ethics", "institution", "authority_fatal"},
        ),
    ],
)
def test_what_is_owed_follows_from_criterion_relation_and_expectation(
    criteria: tuple[str, ...], cause: str, expected: bool, codes: set[str]
) -> None:
    story = serious(*criteria, cause=cause, expected=expected)
    assert {code for code, _ in clocks(story)} == codes


def test_a_death_is_fatal_by_its_criterion_its_grade_or_its_outcome() -> None:
    kinds = [
        serious("death"),
        planned().told(arachnoiditis(worst=Grade.FIVE)).told(judgement(), by=PHYSICIAN),
        serious().told(
            EventEnded(arachnoiditis().event, "fatal", PartialDate(day("2026-03-05")), PHYSICIAN)
        ),
    ]
    for story in kinds:
        (kind,) = serious_kinds(story.chart.adverse_events).values()
        assert kind.fatal
    assert not serious_kinds(serious().chart.adverse_events)[EVENT].fatal


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (aware("2026-03-04 18:01"), "serious.aware_future"),
        (aware("2026-03-03 23:59"), "serious.aware_before_onset"),
        (aware(source=" "), "serious.source_missing"),
        (aware(who=PersonId("nobody")), "people.unknown"),
        (notice("2026-03-04 18:30"), "serious.sent_future"),
        (notice("2026-03-04 17:00", "newspaper"), "serious.unknown_notice"),
        (notice("2026-03-04 17:00", method="pigeon"), "configuration.no_such_code"),
        (notice("2026-03-04 17:00", method=""), "serious.method_missing"),
        (learnt("2026-03-04 19:00"), "serious.learnt_future"),
        (learnt("2026-03-04 17:00", " "), "serious.text_missing"),
        (take_back(), "serious.no_such_fact"),
    ],
)
def test_what_cannot_be_is_refused(command: Command, code: str) -> None:
    assert code in serious().refused(command)


def test_the_awareness_lies_before_the_judgement_and_before_the_first_notice() -> None:
    story = serious().at("2026-03-05 09:00")
    assert story.refused(aware("2026-03-04 18:30")) == {"serious.aware_after_judgement"}
    sent = story.does(notice("2026-03-04 17:10"))
    assert sent.refused(aware("2026-03-04 17:30")) == {"serious.aware_after_notice"}
    # the first by its time, not by when it was told
    earlier = sent.does(notice("2026-03-04 16:55", "ethics", fact="not-2"))
    assert earlier.refused(aware("2026-03-04 17:00")) == {"serious.aware_after_notice"}
    early = story.does(aware("2026-03-04 16:50"))
    assert early.refused(notice("2026-03-04 16:40")) == {"serious.sent_before_aware"}


def test_a_time_of_awareness_is_put_right_with_a_reason_and_the_old_one_stays() -> None:
    story = serious().does(aware("2026-03-04 16:50"))
    assert story.refused(aware("2026-03-04 14:00")) == {"serious.reason_missing"}
    right = story.does(aware("2026-03-04 14:00", reason="the ward knew at 14:00"))
    case = right.chart.serious.cases[EVENT]
    assert [one.aware_at for one in case.aware] == [at("2026-03-04 16:50"), at("2026-03-04 14:00")]
    assert clocks(right)["sponsor", False].due_at == at("2026-03-05 14:00")


def test_a_late_notice_is_refused_without_a_reason_and_recorded_as_late_with_one() -> None:
    story = serious().does(aware("2026-03-04 16:50")).at("2026-03-05 18:00")
    in_time = story.does(notice("2026-03-05 16:50"))
    assert not clocks(in_time)["sponsor", False].late
    assert story.refused(notice("2026-03-05 16:51")) == {"serious.late_without_reason"}
    late = story.does(notice("2026-03-05 16:51", late_reason="the portal did not answer"))
    clock = clocks(late)["sponsor", False]
    assert clock.late
    assert clock.sent is not None
    assert clock.sent.due_at == at("2026-03-05 16:50")


def test_an_earlier_awareness_makes_a_notice_late_that_was_in_time() -> None:
    story = serious().does(aware("2026-03-04 16:50")).at("2026-03-05 18:00")
    sent = story.does(notice("2026-03-05 16:30"))
    right = sent.does(aware("2026-03-04 13:00", reason="the ward knew"))
    assert clocks(right)["sponsor", False].late


def test_overdue_stays_overdue_and_the_time_left_is_true_time() -> None:
    story = serious().does(aware("2026-03-04 16:50"))
    clock = clocks(story)["sponsor", False]
    assert clock.left(at("2026-03-05 10:50")) == timedelta(hours=6)
    assert not clock.overdue(at("2026-03-05 16:50"))
    for later in ("2026-03-05 16:51", "2026-05-01 08:00"):
        assert clock.overdue(at(later))


def test_a_follow_up_is_owed_from_the_first_notice_on() -> None:
    story = serious().does(aware()).at("2026-03-06 09:00")
    assert ("sponsor", True) not in clocks(story)
    sent = story.does(notice("2026-03-05 10:00"))
    assert clocks(sent)["sponsor", True].due_at == at("2026-03-12 10:00")
    second = sent.at("2026-03-09 09:00").does(notice("2026-03-09 08:00", fact="not-2"))
    both = second.chart.serious.cases[EVENT].sent("sponsor")
    assert [one.number for one in both] == [0, 1]
    assert clocks(second)["sponsor", True].sent == both[1]


def test_a_notice_taken_back_is_owed_again_and_stays_readable() -> None:
    story = serious().does(aware()).at("2026-03-05 12:00").does(notice("2026-03-05 10:00"))
    back = story.does(take_back())
    assert clocks(back)["sponsor", False].sent is None
    ((told, void),) = back.chart.serious.cases[EVENT].voided
    assert (told.fact, void.reason) == ("not-1", "told of another patient")
    assert back.refused(notice("2026-03-05 10:00")) == {"serious.already_told"}


def test_an_event_is_closed_by_a_physician_when_everything_is_sent_and_news_opens_it_again() -> (
    None
):
    story = serious(cause="disease").does(aware()).at("2026-03-05 12:00")
    assert story.refused(end(), PHYSICIAN) == {"serious.notices_owed"}
    sent = story.does(notice("2026-03-05 10:00"))
    assert sent.refused(end(), NURSE) == {"people.role_needed"}
    assert sent.refused(end(" "), PHYSICIAN) == {"serious.closing_note_missing"}
    closed = sent.does(end(), PHYSICIAN)
    assert closed.chart.serious.open == ()
    assert closed.refused(end(), PHYSICIAN) == {"serious.already_closed"}
    news = closed.at("2026-03-06 10:00").does(learnt())
    assert [one.event for one in news.chart.serious.open] == [EVENT]


def closed() -> Story:
    """Return the story of a serious event that was told and followed to its end."""
    sent = serious(cause="disease").does(aware()).at("2026-03-05 12:00")
    return sent.does(notice("2026-03-05 10:00")).does(end(), PHYSICIAN).at("2026-03-06 10:00")


def test_a_closed_event_judged_anew_owes_its_notices_in_sight_again() -> None:
    again = closed().told(judgement("life_threatening"), by=PHYSICIAN)
    assert [one.event for one in again.chart.serious.open] == [EVENT]
    waiting = {one.code for one in owed(tuple(clocks(again).values()))}
    assert "authority_fatal" in waiting
    assert again.refused(end(), PHYSICIAN) == {"serious.notices_owed"}


def test_somebody_dying_of_a_closed_event_opens_it_before_anybody_has_judged_it() -> None:
    graded = GradeTold(day("2026-03-06"), Grade.FIVE)
    died = closed().told(EventGraded(AdverseEventId(EVENT), graded, PHYSICIAN), by=PHYSICIAN)
    assert [one.event for one in died.chart.serious.open] == [EVENT]
    milder = GradeTold(day("2026-03-06"), Grade.ONE)
    better = closed().told(EventGraded(AdverseEventId(EVENT), milder, PHYSICIAN), by=PHYSICIAN)
    assert better.chart.serious.open == ()


def test_nobody_but_the_bedside_tells_and_a_monitor_only_reads() -> None:
    story = serious()
    for who in (PHARMACIST, MONITOR):
        assert story.refused(aware(), who)


def test_without_a_signed_rule_everything_can_be_told_and_no_clock_is_never_silent() -> None:
    story = serious()
    assert story.protocol is not None
    bare = replace(story, protocol=replace(story.protocol, notices=()))
    assert unclocked(tuple(clocks(bare).values()))
    told = bare.does(aware()).at("2026-04-20 09:00").does(notice("2026-04-19 09:00"))
    (sent,) = told.chart.serious.cases[EVENT].notices
    assert sent.due_at is None
    assert not unclocked(tuple(clocks(story).values()))
    unlimited = ActiveNotice("sponsor", Label("S", "申"), NoticeScope.EVERY_SERIOUS, None, None)
    free = replace(story, protocol=replace(story.protocol, notices=(unlimited,)))
    assert unclocked(tuple(clocks(free).values()))


MOMENTS = st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31"))
KINDS = st.builds(SeriousKind, st.booleans(), st.booleans(), st.booleans())


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.integers(1, 800), st.integers(-900, 900))
def test_a_clock_is_overdue_exactly_after_its_hours(wall: datetime, hours: int, later: int) -> None:
    began = wall.replace(tzinfo=at("2026-03-02 10:00").tzinfo)
    rule = ActiveNotice("n", Label("n", "通"), NoticeScope.EVERY_SERIOUS, hours, None)
    kind = SeriousKind(fatal=False, suspected=False, unexpected=False)
    (clock,) = clocks_of(SeriousCase(EVENT, began), kind, (rule,))
    now = began + timedelta(hours=later)
    assert clock.overdue(now) is (elapsed(began, now) > timedelta(hours=hours))


@given(KINDS)
def test_the_two_scopes_of_suspected_events_share_them_without_a_gap(kind: SeriousKind) -> None:
    fatal = applies(NoticeScope.SUSPECTED_UNEXPECTED_FATAL, kind)
    other = applies(NoticeScope.SUSPECTED_UNEXPECTED_OTHER, kind)
    assert (fatal or other) is applies(NoticeScope.SUSPECTED_UNEXPECTED, kind)
    assert not (fatal and other)
    assert applies(NoticeScope.EVERY_SERIOUS, kind)
    assert applies(NoticeScope.FATAL, kind) is kind.fatal


def test_what_is_owed_comes_soonest_first_and_what_has_no_limit_last() -> None:
    rules = [
        ActiveNotice(code, Label(code, code), NoticeScope.EVERY_SERIOUS, hours, None)
        for code, hours in (("slow", 48), ("free", None), ("soon", 24))
    ]
    kind = SeriousKind(fatal=False, suspected=False, unexpected=False)
    found = clocks_of(SeriousCase(EVENT, at("2026-03-04 18:00")), kind, rules)
    assert [one.code for one in owed(found)] == ["soon", "slow", "free"]


def signed(story: Story) -> SeriousReported:
    (form,) = story.decides(report(), PHYSICIAN)
    assert isinstance(form, SeriousReported)
    return form


def test_a_form_takes_over_what_the_chart_says_round_the_onset() -> None:
    story = serious().does(labs("2026-03-04 17:00", platelets="48")).does(aware())
    form = signed(story)
    (dose,) = form.doses
    assert (dose.item, dose.amount, dose.hours) == ("IND-1", dose.amount, 50)
    assert str(dose.amount) == "10 mg"
    platelets = [str(one.value.value) for one in form.labs if one.analyte == "platelets"]
    assert platelets == ["180", "48"]
    assert (form.number, form.judged_by, form.by) == (0, PHYSICIAN, PHYSICIAN)
    assert form.aware.aware_at == at("2026-03-04 16:50")


def test_hours_from_a_dose_are_told_only_where_the_time_of_the_onset_is_known() -> None:
    story = planned().gives("IND-1", "2026-03-02").at("2026-03-04 18:00")
    partial = arachnoiditis(onset_at="")
    month = replace(partial.told, onset=PartialDate(day("2026-03-01"), Precision.MONTH))
    told = story.told(replace(partial, told=month)).told(judgement(), by=PHYSICIAN)
    form = signed(told.does(aware("2026-03-03 16:50")))
    assert [one.hours for one in form.doses] == [None]


def test_a_form_is_signed_by_the_physician_and_becomes_a_record() -> None:
    story = serious()
    assert story.refused(report(), PHYSICIAN) == {"serious.aware_first"}
    ready = story.does(aware())
    assert ready.refused(report(), NURSE) == {"people.role_needed"}
    assert ready.refused(report(" "), PHYSICIAN) == {"serious.narrative_missing"}
    act = ready.act(PHYSICIAN)
    assert [one.meaning for one in required_signers(report(), act)] == [Meaning.APPROVED]
    form = signed(ready)
    assert [one.person for one in signers_of((form,), PHYSICIAN)] == [PHYSICIAN]
    forged = list(check_author((form,), NURSE, ready.site, ready.chart.records))
    assert {one.code for one in forged} >= {"ledger.not_signed_by", "ledger.no_authority"}
    after = ready.does(report(), PHYSICIAN, "paper-1")
    record = after.chart.records.by_id[form.record]
    assert (record.kind, record.waiting) == (RecordKind.SERIOUS_REPORT, None)
    assert [one.sha256 for one in record.papers] == ["paper-1"]
    assert after.refused(report(), PHYSICIAN) == {"serious.already_told"}
    again = after.decides(report("More is known.", "sae-2"), PHYSICIAN)
    assert [one.number for one in again] == [1]


def test_a_narrative_that_names_the_patient_is_refused() -> None:
    story = serious().does(aware())
    assert story.chart.patient is not None
    name = story.chart.patient.identity.name
    for text in (
        f"{name.family.upper()}, {name.given} fell ill.",
        f"Yesterday {name.given} {name.family} fell ill.",
    ):
        assert story.refused(report(text), PHYSICIAN) == {"serious.name_in_narrative"}


def test_a_form_is_not_signed_over_an_entry_that_names_the_patient() -> None:
    story = serious().does(aware()).at("2026-03-06 10:00")
    assert story.chart.patient is not None
    name = story.chart.patient.identity.name
    told = f"The family of {name.given} {name.family} called."
    code = {"serious.name_in_record"}
    assert story.does(learnt(text=told)).refused(report(), PHYSICIAN) == code
    awake = aware("2026-03-04 16:40", source=told, reason="the ward knew before")
    assert story.does(awake).refused(report(), PHYSICIAN) == code
    clean = story.does(learnt(text=told)).does(take_back("fup-1"))
    assert clean.decides(report(), PHYSICIAN)


def test_a_kind_is_judged_from_what_stands() -> None:
    story = planned().told(arachnoiditis())
    (event,) = story.chart.adverse_events.events.values()
    kind = kind_of(event)
    # nobody judged it: nothing says that it was to be expected
    assert (kind.fatal, kind.suspected, kind.unexpected) == (False, False, True)
    assert story.chart.patient_id == PATIENT
