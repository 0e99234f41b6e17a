"""A colleague with a key of their own cannot write what another had to sign, nor sign it twice."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ltm_desktop.app.verdicts import of_site
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    EventReported,
    EventTold,
    GradeTold,
    TermRef,
)
from ltm_desktop.domain.attestation import WRITERS
from ltm_desktop.domain.codec import SHAPES
from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.dosing import DosePrescribed
from ltm_desktop.domain.dosing_steps import (
    TIME_OUT_LINES,
    InjectionStarted,
    SyringeReleased,
    TimeOutDone,
)
from ltm_desktop.domain.evidence import RuleEvidence
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.people import HumanName, PersonAdded
from ltm_desktop.domain.quantities import mg
from ltm_desktop.domain.signoff import RecordApproved, RecordCountersigned
from ltm_desktop.domain.terms import Access, Role
from ltm_desktop.ledger.entries import SealedEntry
from tests import builders
from tests.app.clinic import SECRET, copy, opened
from tests.app.insider import Insider
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
)


@pytest.fixture(scope="module")
def given_site(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planned site with one dose ordered, checked and given."""
    site = copy(planned_site, tmp_path_factory.mktemp("given") / "site")
    with opened(site, "2026-03-02 10:00") as clinic:
        clinic.gives("IND-1", "2026-03-02", second_present=False)
    return site


@pytest.fixture
def insider(given_site: Path, tmp_path: Path) -> Insider:
    """Everybody of a copy of that site, whom nothing holds back."""
    return Insider(copy(given_site, tmp_path / "site"))


def first(site: Path) -> tuple[str, int, str]:
    desk = House().open_site(site, PHYSICIAN, SECRET, read_only=True, check=False)
    try:
        problem = verify_site(desk.store).problems[0]
        for language in ("en", "zh_CN"):
            told = of_site(desk, None, Words(language), lambda *_: None)
            assert told.code == 1
            assert str(problem.seq) in told.text
            assert problem.detail in told.text
    finally:
        desk.close()
    return problem.code, problem.seq, problem.detail


def entries(site: Path) -> list[SealedEntry]:
    with opened(site, "2026-03-02 18:00") as clinic:
        return list(clinic.desk.store.entries())


def ordered(prescriber: PersonId) -> DosePrescribed:
    item = builders.item("IND-2")
    return DosePrescribed(item, "pemetrexed", mg("10"), Access.OMMAYA, "", prescriber)


def record_of(site: Path) -> RecordId:
    with opened(site, "2026-03-02 18:00") as clinic:
        return next(iter(clinic.desk.chart(PATIENT).records.by_id))


def read_aloud(site: Path, lines: tuple[str, ...] = TIME_OUT_LINES) -> TimeOutDone:
    return TimeOutDone(record_of(site), builders.item("IND-1"), NURSE, SECOND, lines)


def test_the_site_they_start_from_is_whole(insider: Insider) -> None:
    desk = House().open_site(insider.site, PHYSICIAN, SECRET, read_only=True, check=False)
    assert verify_site(desk.store).intact
    desk.close()


def test_an_order_in_a_physicians_name_by_a_nurses_key_is_found(insider: Insider) -> None:
    seq = insider.writes(NURSE, ordered(PHYSICIAN), stream=PATIENT)
    assert first(insider.site) == ("ledger.not_signed_by", seq, PHYSICIAN)


def test_an_order_in_her_own_name_by_a_nurse_is_found(insider: Insider) -> None:
    seq = insider.writes(NURSE, ordered(NURSE), stream=PATIENT)
    assert first(insider.site) == ("ledger.no_authority", seq, NURSE)


def test_an_order_without_the_physicians_signature_is_found(insider: Insider) -> None:
    seq = insider.writes(PHYSICIAN, ordered(PHYSICIAN), stream=PATIENT)
    assert first(insider.site) == ("ledger.not_signed_by", seq, PHYSICIAN)


def test_an_approval_in_another_physicians_name_is_found(insider: Insider) -> None:
    approved = RecordApproved(
        record_of(insider.site), INVESTIGATOR, builders.at("2026-03-02 12:00")
    )
    seq = insider.writes(NURSE, approved, stream=PATIENT)
    assert first(insider.site) == ("ledger.not_signed_by", seq, INVESTIGATOR)


def test_a_countersignature_by_somebody_who_was_not_the_second_person_is_found(
    insider: Insider,
) -> None:
    late = RecordCountersigned(record_of(insider.site), NURSE, builders.at("2026-03-02 12:00"))
    seq = insider.writes(NURSE, late, stream=PATIENT)
    assert first(insider.site) == ("ledger.not_signed_by", seq, SECOND)


def test_a_configuration_the_investigator_did_not_sign_is_found(insider: Insider) -> None:
    seq = insider.writes(ADMINISTRATOR, builders.configuration(2))
    assert first(insider.site) == ("ledger.not_signed_by", seq, INVESTIGATOR)


def test_of_a_forged_order_and_a_forged_configuration_the_earlier_is_named(
    insider: Insider,
) -> None:
    seq = insider.writes(NURSE, ordered(PHYSICIAN), stream=PATIENT)
    insider.writes(ADMINISTRATOR, builders.configuration(2))
    assert first(insider.site) == ("ledger.not_signed_by", seq, PHYSICIAN)


def test_of_a_forged_configuration_and_a_forged_order_the_earlier_is_named(
    insider: Insider,
) -> None:
    seq = insider.writes(ADMINISTRATOR, builders.configuration(2))
    insider.writes(NURSE, ordered(PHYSICIAN), stream=PATIENT)
    assert first(insider.site) == ("ledger.not_signed_by", seq, INVESTIGATOR)


def test_a_second_founding_is_found(insider: Insider) -> None:
    seq = insider.writes(ADMINISTRATOR, builders.founded())
    assert first(insider.site) == ("ledger.founded_twice", seq, ADMINISTRATOR)


def test_a_person_entered_a_second_time_is_found(insider: Insider) -> None:
    promoted = PersonAdded(NURSE, HumanName("EXAMPLE", "Nora"), (Role.PHYSICIAN,), ())
    seq = insider.writes(ADMINISTRATOR, promoted)
    assert first(insider.site) == ("ledger.person_twice", seq, NURSE)


def test_a_person_entered_by_somebody_who_is_no_administrator_is_found(insider: Insider) -> None:
    added = PersonAdded(PersonId("new.one"), HumanName("EXAMPLE", "New"), (Role.PHYSICIAN,), ())
    seq = insider.writes(MONITOR, added)
    assert first(insider.site) == ("ledger.no_authority", seq, MONITOR)


def test_a_dose_written_into_the_sites_own_stream_is_found(insider: Insider) -> None:
    seq = insider.writes(PHYSICIAN, ordered(PHYSICIAN))
    assert first(insider.site) == ("ledger.misplaced", seq, PHYSICIAN)


def test_a_signed_order_written_again_into_the_same_chart_is_found(insider: Insider) -> None:
    told = next(one.entry for one in entries(insider.site) if "DosePrescribed/1" in str(one.raw))
    seq = insider.writes(
        PHYSICIAN, stream=PATIENT, body=dict(told.body), cosignatures=told.cosignatures
    )
    assert first(insider.site)[:2] == ("ledger.replayed", seq)


def test_a_signed_order_written_into_another_chart_is_found(insider: Insider) -> None:
    told = next(one.entry for one in entries(insider.site) if "DosePrescribed/1" in str(one.raw))
    seq = insider.writes(
        PHYSICIAN, stream="pat-other", body=dict(told.body), cosignatures=told.cosignatures
    )
    assert first(insider.site)[:2] == ("ledger.bad_cosignature", seq)


def test_a_signature_taken_off_a_sealed_entry_counts_on_no_other(insider: Insider) -> None:
    told = next(one.entry for one in entries(insider.site) if "DosePrescribed/1" in str(one.raw))
    other = [replace(one, chart=one.chart + 1) for one in told.cosignatures]
    seq = insider.writes(PHYSICIAN, stream=PATIENT, body=dict(told.body), cosignatures=other)
    assert first(insider.site)[:2] == ("ledger.bad_cosignature", seq)


def test_a_rule_passed_by_a_nurse_with_her_own_key_is_found(insider: Insider) -> None:
    low = RuleEvidence("labs.outside", ())
    passed = RulesOverridden(builders.item("IND-2"), NURSE, (low,), "urgent", "")
    seq = insider.writes(NURSE, passed, stream=PATIENT)
    assert first(insider.site) == ("ledger.no_authority", seq, NURSE)


def test_a_void_that_one_person_wrote_and_witnessed_is_found(insider: Insider) -> None:
    void = RecordVoided(
        record_of(insider.site), builders.item("IND-1"), "duplicate", NURSE, NURSE, ""
    )
    seq = insider.writes(NURSE, void, stream=PATIENT)
    assert first(insider.site) == ("ledger.one_for_two", seq, NURSE)


def test_a_time_out_nobody_read_to_its_end_is_found(insider: Insider) -> None:
    called = read_aloud(insider.site, TIME_OUT_LINES[:3])
    seq = insider.writes(NURSE, called, stream=PATIENT)
    assert first(insider.site) == ("ledger.against_rules", seq, NURSE)


def test_a_time_out_by_a_monitor_is_found(insider: Insider) -> None:
    called = read_aloud(insider.site)
    seq = insider.writes(MONITOR, called, stream=PATIENT)
    assert first(insider.site) == ("ledger.no_authority", seq, MONITOR)


def test_a_time_out_of_a_dose_nobody_checked_is_found(insider: Insider) -> None:
    called = replace(read_aloud(insider.site), item=builders.item("IND-2"))
    seq = insider.writes(NURSE, called, stream=PATIENT)
    assert first(insider.site) == ("ledger.out_of_order", seq, NURSE)


def test_a_syringe_handed_out_that_nobody_prepared_is_found(insider: Insider) -> None:
    out = SyringeReleased(builders.item("IND-2"), "prep-x", "Courier (synthetic)", PHARMACIST)
    seq = insider.writes(PHARMACIST, out, stream=PATIENT)
    assert first(insider.site) == ("ledger.out_of_order", seq, PHARMACIST)


def test_an_injection_begun_in_the_name_of_people_who_checked_nothing_is_found(
    insider: Insider,
) -> None:
    begun = InjectionStarted(
        RecordId("adm-IND-2"),
        builders.item("IND-2"),
        NURSE,
        SECOND,
        builders.at("2026-03-05 10:00"),
    )
    seq = insider.writes(NURSE, begun, stream=PATIENT)
    assert first(insider.site) == ("ledger.out_of_order", seq, NURSE)


def reported(number: int, *exist: int) -> EventReported:
    """Return a headache of a grade, with the grades its term is said to have."""
    grades = tuple(Grade(one) for one in exist)
    told = EventTold(
        TermRef("5.0", "headache", "nervous", grades),
        (GradeTold(date(2026, 3, 2), Grade(number)),),
        verbatim="throbbing (synthetic)",
        onset=PartialDate(date(2026, 3, 2)),
    )
    return EventReported(AdverseEventId("ae-forged"), told, NURSE)


def test_a_grade_that_does_not_exist_is_found(insider: Insider) -> None:
    seq = insider.writes(NURSE, reported(4, 1, 2, 3), stream=PATIENT)
    assert first(insider.site) == ("ledger.against_rules", seq, NURSE)


def test_a_term_that_was_given_a_grade_its_list_does_not_have_is_found(insider: Insider) -> None:
    seq = insider.writes(NURSE, reported(4, 1, 2, 3, 4), stream=PATIENT)
    with opened(insider.site, "2026-03-02 18:30") as clinic:
        told = of_site(clinic.desk, None, Words("en"), lambda *_: None)
    assert told.code == 1
    assert str(seq) in told.text
    assert "headache, CTCAE 5.0" in told.text


def test_a_death_no_physician_signed_is_found(insider: Insider) -> None:
    forged = reported(5, 1, 2, 3, 5)
    seq = insider.writes(NURSE, forged, stream=PATIENT)
    assert first(insider.site)[:2] == ("ledger.no_authority", seq)


def test_every_kind_of_event_says_who_can_write_it() -> None:
    assert set(SHAPES.values()) == set(WRITERS)
