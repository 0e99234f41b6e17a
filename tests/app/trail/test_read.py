"""The ledger read as a trail: newest first, filtered, paged, with old and new values."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from ltm_desktop.app.trail.reading import Trail
from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailKind, TrailRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import SITE_STREAM
from tests import builders
from tests.app.clinic import Clinic
from tests.app.trail.conftest import AGAIN, DAY
from tests.builders import NURSE, PATIENT, PHYSICIAN


def rows(clinic: Clinic, wanted: TrailFilter | None = None, language: str = "en") -> list[TrailRow]:
    trail = Trail(clinic.desk, Words(language))
    return list(trail.walk(wanted or TrailFilter()))


def whats(found: Sequence[TrailRow]) -> list[str]:
    return [row.what for row in found]


def test_every_entry_has_a_row_newest_first_with_its_place_and_hash(told: Clinic) -> None:
    entries = list(told.desk.store.entries())
    found = rows(told)
    assert [row.seq for row in found] == [one.seq for one in reversed(entries)]
    assert [row.hash for row in found] == [one.hash for one in reversed(entries)]
    kept = [one.entry.body["shown"] for one in reversed(entries)]
    assert [row.shown for row in found] == [one["text"] for one in kept if isinstance(one, dict)]


def test_pages_follow_one_another_without_a_gap(told: Clinic) -> None:
    trail, before, seen = Trail(told.desk, Words()), 0, []
    while True:
        page = trail.page(TrailFilter(), before=before, rows=7)
        assert len(page.rows) <= 7
        seen += [row.seq for row in page.rows]
        if not page.next_before:
            break
        before = page.next_before
    assert seen == list(range(told.desk.store.head().seq, 0, -1))


def test_a_page_looks_at_no_more_entries_than_it_may_and_says_where_it_stopped(
    told: Clinic,
) -> None:
    head = told.desk.store.head().seq
    page = Trail(told.desk, Words()).page(TrailFilter(person="nobody"), most=5)
    assert (page.rows, page.looked_at, page.next_before) == ((), 5, head - 4)


def test_a_walk_tells_how_far_it_is_and_can_be_stopped(told: Clinic) -> None:
    seen: list[tuple[int, int]] = []
    trail = Trail(told.desk, Words())
    head = told.desk.store.head().seq
    list(trail.walk(TrailFilter(), progress=lambda *at: seen.append(at)))
    assert seen[-1] == (head, head)
    assert list(trail.walk(TrailFilter(), stopped=lambda: True)) == []


def test_one_patient_one_person_one_kind_and_a_span_are_found(told: Clinic) -> None:
    everything = rows(told)
    of_patient = rows(told, TrailFilter(patients=frozenset({PATIENT})))
    assert of_patient
    assert {row.subject for row in of_patient} == {"EX1-001"}
    assert rows(told, TrailFilter(patients=frozenset())) == []
    assert rows(told, TrailFilter(patients=frozenset({PATIENT, "pat-x"}))) == of_patient
    by_physician = rows(told, TrailFilter(person=PHYSICIAN))
    assert by_physician
    assert all(
        row.author == PHYSICIAN or any(PHYSICIAN in one.person for one in row.signatures)
        for row in by_physician
    )
    assert "Approval of a record" in whats(by_physician)
    corrected = rows(told, TrailFilter(kinds=frozenset({TrailKind.CORRECTIONS})))
    assert whats(corrected) == [
        "Taking back of a record",
        "Correction of the record of an intrathecal dose",
    ]
    since, until = builders.at(f"{DAY} 18:00"), builders.at(f"{DAY} 18:30")
    assert whats(rows(told, TrailFilter(since=since, until=until))) == [
        "Order of an intrathecal dose"
    ]
    late = builders.at(f"{DAY} 19:30")
    assert rows(told, TrailFilter(since=late)) == [
        row for row in everything if row.recorded_at >= late
    ]


def test_words_are_looked_for_in_rows_and_in_what_was_signed(told: Clinic) -> None:
    found = rows(told, TrailFilter(words="WRONG field synthetic"))
    assert whats(found)[0] == "Correction of the record of an intrathecal dose"
    assert rows(told, TrailFilter(words="no such words anywhere")) == []


@pytest.mark.parametrize("flag", [TrailFlag.CORRECTION, TrailFlag.VOID, TrailFlag.CHANGE])
def test_marks_are_found(told: Clinic, flag: TrailFlag) -> None:
    found = rows(told, TrailFilter(flags=frozenset({flag})))
    assert found
    assert all(flag in row.flags for row in found)


def test_a_dose_told_after_the_sites_limit_is_a_late_entry(told: Clinic) -> None:
    late = rows(told, TrailFilter(flags=frozenset({TrailFlag.LATE})))
    # ten o'clock, corrected at five: beyond the six hours that are signed now
    assert whats(late) == ["Correction of the record of an intrathecal dose"]


def test_clinical_and_recorded_time_stand_apart_with_their_offset(told: Clinic) -> None:
    dose = next(row for row in rows(told) if row.what == "Record of an intrathecal dose")
    assert dose.happened == "02-Mar-2026 10:02 +08:00"
    assert dose.recorded == "02-Mar-2026 10:10 +08:00"
    assert dose.happened_at is not None
    assert dose.recorded_at - builders.at(f"{DAY} 10:02") == timedelta(minutes=8)
    assert (dose.log, dose.subject) == (told.desk.store.log, "EX1-001")
    assert dose.rules.endswith("configuration 1")


def test_a_correction_shows_old_and_new_value_reason_and_version(told: Clinic) -> None:
    row = next(row for row in rows(told) if TrailFlag.CORRECTION in row.flags)
    changed = {one.label.rpartition(" – ")[2]: (one.was, one.now) for one in row.changes}
    assert changed["Notes"] == (
        "not recorded",
        "the flush was written in the wrong field (synthetic)",
    )
    assert "Corrects record" not in changed
    assert row.reason
    assert row.version == "version 2 of the record"
    assert [one.covers for one in row.signatures] == ["version 2 of the record"] * 2
    assert {one.meaning for one in row.signatures} == {"Administered", "Checked"}


def test_a_new_order_of_the_same_dose_shows_the_old_one(told: Clinic) -> None:
    newer, older = (
        row
        for row in rows(told)
        if row.what == "Order of an intrathecal dose" and "IND-2" in row.details[0]
    )
    assert [(one.was, one.now) for one in newer.changes] == [("not recorded", "a second look")]
    assert older.changes == ()


def test_a_signed_value_shows_what_it_was_and_only_what_changed(told: Clinic) -> None:
    signed = [row for row in rows(told) if row.what == "Site configuration"]
    changed = [one for one in signed[0].changes if "site.late_entry" in one.label]
    assert len(changed) == 1
    assert changed[0].now.startswith("6")
    values = [one.label for one in signed[0].changes if one.label.startswith("Values")]
    assert len(values) == 2  # the language of the record was signed anew as well
    assert signed[1].changes == ()
    assert signed[0].stream == SITE_STREAM
    assert signed[0].patient == ""


def test_a_record_taken_back_says_so_with_its_reason(told: Clinic) -> None:
    row = next(row for row in rows(told) if TrailFlag.VOID in row.flags)
    assert [(one.was, one.now) for one in row.changes] == [("stands", "taken back")]
    assert AGAIN in row.changes[0].label
    assert row.reason == "Entered for the wrong patient"
    assert row.version == "version 2 of the record"


def test_moved_items_show_the_day_they_had(told: Clinic) -> None:
    moved = [row for row in rows(told) if row.what == "Record of an intrathecal dose"]
    assert all(one.was != one.now for row in moved for one in row.changes)


def test_both_languages_find_the_same_entries_with_the_same_marks(told: Clinic) -> None:
    english, chinese = rows(told), rows(told, language="zh_CN")
    assert [(row.seq, row.flags, len(row.changes)) for row in english] == [
        (row.seq, row.flags, len(row.changes)) for row in chinese
    ]


def test_as_of_a_moment_only_what_was_in_the_ledger_by_then_is_there(told: Clinic) -> None:
    then = builders.at(f"{DAY} 17:15")
    found = rows(told, TrailFilter(as_of=then, patients=frozenset({PATIENT})))
    assert found[0].what == "Correction of the record of an intrathecal dose"
    everything = rows(told, TrailFilter(as_of=then))
    assert max(row.recorded_at for row in everything) <= then
    assert rows(told, TrailFilter(as_of=builders.at("2020-01-01 00:00"))) == []


def test_one_entry_is_told_by_its_number(told: Clinic) -> None:
    trail, head = Trail(told.desk, Words()), told.desk.store.head()
    row = trail.row(head.seq)
    assert row is not None
    assert row.hash == head.hash
    assert trail.row(head.seq + 1) is None


def test_reading_the_trail_writes_nothing(told: Clinic) -> None:
    before = told.everything()
    told.seat(NURSE)
    assert rows(told)
    assert told.everything() == before
