"""The write path: whatever breaks off between two steps leaves either a whole entry or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.certifying import KeyForm, give_key
from ltm_desktop.app.demo.staff import take_in
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.founding import SiteForm, invite
from ltm_desktop.app.ports import Draft
from ltm_desktop.app.recorder import IssuedPaper, Proposal, Recorded
from ltm_desktop.app.signing import Signed
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ledger.keys import PrivateKey
from tests import builders
from tests.app.clinic import SECRET, Clinic, opened, person_form, site_form
from tests.builders import ADMINISTRATOR, NURSE, PATIENT, PHARMACIST, PHYSICIAN, RESEARCH_NURSE


@pytest.fixture
def injected(clinic: Clinic) -> Clinic:
    """The clinic with a dose ordered, checked and injected, not yet recorded."""
    clinic.checks()
    return clinic.at("2026-03-02 10:10")


def signed(desk: Desk) -> tuple[Proposal, list[Signed]]:
    proposal = desk.propose(builders.record(), Words())
    return proposal, [desk.sign(proposal, one, SECRET) for one in proposal.signers]


class Burst(Exception):
    """A fault nobody foresaw."""


def fails(_head: Head) -> Sequence[IssuedPaper]:
    raise Burst


def false_digest(_head: Head) -> Sequence[IssuedPaper]:
    return [IssuedPaper("record", "0" * 64, b"%PDF-")]


@pytest.mark.parametrize(("paper", "error"), [(fails, Burst), (false_digest, ValueError)])
def test_a_fault_while_the_paper_is_made_or_kept_leaves_nothing(
    injected: Clinic, paper: object, error: type[Exception]
) -> None:
    assert callable(paper)
    desk = injected.seat(NURSE)
    proposal, signatures = signed(desk)
    told: list[Recorded] = []
    desk.recorder.announce_to(told.append)
    before, chart = injected.everything(), desk.chart(PATIENT)
    with pytest.raises(error):
        desk.recorder.commit(
            proposal,
            desk.session.key,
            [one.cosignature for one in signatures],
            paper,
            certificate=desk.person(NURSE).fingerprint,
        )
    assert injected.everything() == before
    assert desk.chart(PATIENT) == chart
    assert told == []
    # the same act, with the same signatures, can be written afterwards
    desk.record(proposal, signatures)
    assert desk.chart(PATIENT).version == desk.store.head().seq
    assert len(told) == 1
    assert verify_site(desk.store).intact


def test_a_draft_is_kept_while_a_paper_is_drawn_and_another_entry_makes_it_drawn_anew(
    injected: Clinic,
) -> None:
    desk = injected.seat(NURSE)
    proposal, signatures = signed(desk)
    drawn: list[Head] = []
    where = ("here", NURSE, PATIENT, "labs")
    draft = Draft(*where, {"note": "typed meanwhile"}, desk.clock.now().isoformat())
    make = desk.issuing.maker(proposal, signatures)
    assert make is not None

    def paper(head: Head) -> Sequence[IssuedPaper]:
        if not drawn:
            # neither waits: while a press works, nobody holds the record
            desk.drafts.save(draft)
            desk.access.copied(CopyWay.OPENED, CopyOf.LABEL, b"%PDF-")
        drawn.append(head)
        return make(head)

    recorded = desk.recorder.commit(
        proposal,
        desk.session.key,
        [one.cosignature for one in signatures],
        paper,
        certificate=desk.person(NURSE).fingerprint,
    )
    assert len(drawn) == 2
    assert drawn[0].seq + 1 == drawn[1].seq == recorded.sealed.seq - 1
    assert recorded.sealed.entry.previous == drawn[1].hash
    assert desk.store.paper(recorded.papers[0].sha256) == recorded.papers[0].pdf
    assert verify_site(desk.store).intact


def test_the_longest_name_that_can_be_enrolled_still_prints(clinic: Clinic) -> None:
    # U+10380 stands in no font here: each is printed as a box with its code
    longest = HumanName("\U00010380" * 80, "Wei " * 20, "合" * 80, "he " * 26)
    other = PatientId("pat-0002")
    known = builders.identity(subject_id="EX1-002-".ljust(20, "9"), name=longest)
    endless = replace(known, name=HumanName("SYNTHETIC", "Wei " * 3000))
    assert set(
        clinic.refused(RESEARCH_NURSE, replace(builders.enrol(identity=endless), patient=other))
    ) == {"texts.too_long"}
    clinic.does(RESEARCH_NURSE, replace(builders.enrol(identity=known), patient=other))
    clinic.does(RESEARCH_NURSE, replace(builders.plan(), patient=other))
    before: tuple[tuple[PersonId, Any], ...] = (
        (NURSE, builders.labs()),
        (NURSE, builders.assess()),
        (PHYSICIAN, builders.order()),
        (PHARMACIST, builders.verify()),
        (PHARMACIST, builders.prepare()),
        (PHARMACIST, builders.release()),
        (NURSE, builders.receive()),
        (NURSE, builders.check(subject_id=known.subject_id)),
        (NURSE, builders.time_out()),
    )
    for who, command in before:
        clinic.does(who, replace(command, patient=other))
    clinic.at("2026-03-02 10:10")
    told = clinic.does(NURSE, replace(builders.record(), patient=other))
    assert len(told.papers) == 1
    assert verify_site(clinic.desk.store).intact


def test_two_charts_never_carry_one_subject_number(clinic: Clinic) -> None:
    other = replace(builders.enrol(), patient=PatientId("pat-0002"))
    for typed in ("EX1-001", "ex1-001 "):
        twin = replace(other, identity=builders.identity(subject_id=typed, hospital_number="H-2"))
        assert set(clinic.refused(RESEARCH_NURSE, twin)) == {"patients.subject_taken"}


def test_a_subject_number_taken_while_the_form_was_read_is_refused_at_the_end(
    clinic: Clinic,
) -> None:
    desk = clinic.seat(RESEARCH_NURSE)
    new = builders.identity(subject_id="EX1-002")
    proposals = [
        desk.propose(replace(builders.enrol(identity=new), patient=PatientId(name)), Words())
        for name in ("pat-0002", "pat-0003")
    ]
    desk.record(proposals[0])
    with pytest.raises(Refused, match=r"patients\.subject_taken"):
        desk.record(proposals[1])


def test_an_entry_whose_head_could_not_leave_the_store_stands_and_says_so(
    injected: Clinic,
) -> None:
    desk = injected.seat(NURSE)
    proposal, signatures = signed(desk)
    told: list[Recorded] = []
    desk.recorder.announce_to(told.append)
    heads = injected.path / "heads"
    aside = heads.rename(injected.path / "aside")
    heads.mkdir()
    with pytest.raises(Unavailable, match=r"storage\.not_witnessed"):
        desk.record(proposal, signatures)
    heads.rmdir()
    aside.rename(heads)
    assert len(told) == 1
    assert desk.chart(PATIENT).version == desk.store.head().seq
    with pytest.raises(Refused, match=r"dosing\.already_recorded"):
        desk.propose(builders.record(), Words())
    # the next entry takes the missing head out with it
    injected.does(NURSE, builders.assess("IND-2"))
    assert [head.seq for head in desk.store.witnessed()][-2:] == [
        desk.store.head().seq - 1,
        desk.store.head().seq,
    ]
    assert verify_site(desk.store).intact


def test_every_listener_hears_of_an_entry_once_and_after_it_stands(clinic: Clinic) -> None:
    heard: list[tuple[int, int]] = []
    desk = clinic.assesses("IND-1").assesses("IND-2").seat(PHYSICIAN)
    desk.recorder.announce_to(lambda one: heard.append((one.head.seq, desk.store.head().seq)))
    clinic.does(PHYSICIAN, builders.order())
    clinic.does(PHYSICIAN, builders.order("IND-2"))
    assert heard == [(heard[0][0], heard[0][0]), (heard[0][0] + 1, heard[0][0] + 1)]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (site_form(name=" "), "site.name_missing"),
        (site_form(code="EX 1"), "site.facts_unusable"),
        (site_form(code=""), "site.facts_unusable"),
        (site_form(country="ZZ"), "schedule.unknown_country"),
        (site_form(zone="Asia/Nowhere"), "site.facts_unusable"),
        (site_form(country="China"), "site.facts_unusable"),
        (site_form(administrator=person_form(NURSE)), "site.administrator_missing"),
        (site_form(administrator=person_form(ADMINISTRATOR, "short")), "people.secret_too_short"),
        (
            site_form(administrator=replace(person_form(ADMINISTRATOR), name=HumanName("", ""))),
            "people.name_missing",
        ),
    ],
)
def test_a_refused_founding_makes_no_folder(form: SiteForm, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        House().found_site(tmp_path / "site", form, Words())
    assert {alert.code for alert in caught.value.alerts} == {code}
    assert list(tmp_path.iterdir()) == []


def test_an_acceptance_that_broke_off_is_finished_at_the_first_sign_in(
    unconfigured: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unconfigured.seat(ADMINISTRATOR)
    commit, calls = desk.recorder.commit, []

    def breaks_off(proposal: Proposal, *rest: object, **named: object) -> Recorded:
        calls.append(proposal)
        if len(calls) == 3:
            raise Burst
        return commit(proposal, *rest, **named)  # type: ignore[arg-type]  # handed through as it came

    monkeypatch.setattr(desk.recorder, "commit", breaks_off)
    with pytest.raises(Burst):
        take_in(desk, replace(person_form(NURSE), user_id="new.nurse"), Words())
    unconfigured.desk.close()
    new = PersonId("new.nurse")
    with opened(unconfigured.path, "2026-03-02 11:00", new) as again:
        assert again.desk.person(new).accepted
        assert verify_site(again.desk.store).intact


def test_a_slot_left_over_from_a_try_that_broke_off_opens_nothing_and_can_be_made_again(
    unconfigured: Clinic,
) -> None:
    desk = unconfigured.seat(ADMINISTRATOR)
    data_key = desk.cabinet.unlock(ADMINISTRATOR, SECRET).data_key
    desk.cabinet.add("new.nurse", SECRET, data_key=data_key, key=PrivateKey.generate())
    desk.close()
    with pytest.raises(Refused, match=r"people\.unknown"):
        House().open_site(unconfigured.path, "new.nurse", SECRET)
    with opened(unconfigured.path, "2026-03-02 11:00") as again:
        form = replace(person_form(NURSE), user_id="new.nurse")
        take_in(again.desk, form, Words())
        assert again.desk.person("new.nurse").accepted
    House().open_site(unconfigured.path, "new.nurse", SECRET).close()


def test_a_user_name_is_never_used_twice(unconfigured: Clinic) -> None:
    desk = unconfigured.seat(ADMINISTRATOR)
    before = unconfigured.everything()
    with pytest.raises(Refused, match=r"people\.exists"):
        take_in(desk, person_form(NURSE, "another secret"), Words())
    assert unconfigured.everything() == before
    assert desk.cabinet.unlock(NURSE, SECRET).person == NURSE


def test_a_nurse_takes_nobody_in(unconfigured: Clinic) -> None:
    form = replace(person_form(PHYSICIAN), user_id="new.one")
    with pytest.raises(Refused, match=r"people\.role_needed"):
        invite(unconfigured.seat(NURSE), form, Words())
    invite(unconfigured.seat(ADMINISTRATOR), form, Words())
    with pytest.raises(Refused, match=r"people\.not_the_authority"):
        give_key(unconfigured.seat(NURSE), KeyForm("new.one", SECRET, SECRET), Words())
