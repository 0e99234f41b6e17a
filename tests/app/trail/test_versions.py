"""Versions of a record and the chart as it stood: what signatures cover, what was known when."""

from ltm_desktop.app.trail.as_of import chart_as_of, summary
from ltm_desktop.app.trail.versions import numbered, versions
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId, RecordId
from tests import builders
from tests.app.clinic import Clinic
from tests.app.trail.conftest import AGAIN, DAY, FIRST
from tests.builders import PATIENT


def voice(clinic: Clinic, language: str = "en") -> Voice:
    desk = clinic.desk
    return Voice(Words(language), desk.site(), desk.active(), clinic.clock.now().tzinfo)


def test_each_version_keeps_its_signatures_and_says_what_they_no_longer_cover(
    told: Clinic,
) -> None:
    chart, store = told.desk.chart(PATIENT), told.desk.store
    first, second = versions(AGAIN, chart, store, voice(told))
    assert (first.record, second.record) == (FIRST, AGAIN)
    assert [one.meaning for one in first.signatures] == [
        "Administered",
        "Checked",
        "Observed",
        "Approved",
    ]
    assert {one.covers for one in first.signatures} == {"covers version 1, not version 2"}
    assert {one.covers for one in second.signatures} == {"covers version 2"}
    assert first.standing.startswith("No longer holds: version 2 took its place because:")
    assert second.standing.startswith("No longer holds: taken back by")
    assert first.changes == ()
    assert [one.was for one in second.changes] == ["not recorded"]
    assert versions(FIRST, chart, store, voice(told)) == (first, second)
    assert versions(RecordId("adm-unknown"), chart, store, voice(told)) == ()


def test_the_chart_is_folded_up_to_the_moment(told: Clinic) -> None:
    store = told.desk.store
    before = chart_as_of(store, PATIENT, builders.at(f"{DAY} 16:30"))
    assert before.chart.records.by_id[FIRST].stands
    assert AGAIN not in before.chart.records.by_id
    after = chart_as_of(store, PATIENT, builders.at(f"{DAY} 17:00"))
    assert not after.chart.records.by_id[FIRST].stands
    assert after.entries == before.entries + 1
    now = chart_as_of(store, PATIENT, told.clock.now())
    assert now.chart == told.desk.chart(PATIENT)


def test_what_stood_then_is_told_in_words(told: Clinic) -> None:
    then = chart_as_of(told.desk.store, PATIENT, builders.at(f"{DAY} 16:30"))
    lines = [line for section in summary(then, voice(told)) for line in section.lines]
    text = "\n".join(f"{line.label}: {line.value}" for line in lines)
    assert "Induction (IND-1): Given · 10\u00a0mg" in text or "Induction (IND-1): Given" in text
    assert "Induction (IND-2): planned for" in text
    assert "complete" in text
    later = chart_as_of(told.desk.store, PATIENT, builders.at(f"{DAY} 20:30"))
    told_later = str(summary(later, voice(told)))
    assert "Void" in told_later
    assert "Corrected" in told_later


def test_before_anything_was_told_there_is_nothing(told: Clinic) -> None:
    early = builders.at("2020-01-01 00:00")
    for patient in (PATIENT, PatientId("pat-nobody")):
        nothing = chart_as_of(told.desk.store, patient, early)
        assert (nothing.seq, nothing.entries) == (0, 0)
        assert summary(nothing, voice(told)) == ()


def test_a_record_knows_which_version_of_its_act_it_is(told: Clinic) -> None:
    chart = told.desk.chart(PATIENT)
    assert numbered(FIRST, chart) == (1, 2)
    assert numbered(AGAIN, chart) == (2, 2)
    assert numbered(RecordId("adm-unknown"), chart) == (0, 0)
