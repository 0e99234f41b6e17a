"""An administrator with every file and the authority's key speaks for nobody else.

Each way to get a key in somebody's name is tried past every guard; verification names whom it was.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ltm_desktop.app.certifying import KeyForm, give_key, retire
from ltm_desktop.app.founding import PersonForm, invite
from ltm_desktop.app.verdicts import of_paper
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.certifying import (
    CertificateAccepted,
    CertificateEntered,
    KeyReason,
    PersonRetired,
    RetirePerson,
)
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import HumanName, IdentityCheck, IdentitySeen, Leaving
from ltm_desktop.domain.terms import Role
from ltm_desktop.ledger.certificates import fingerprint
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from tests import builders
from tests.app.clinic import SECRET, Clinic, cheap_secrets, copy, moment, opened
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
    THERAPIST,
)

INVITED = PersonId("late.example")
SAY = Words()
ANOTHER = "another secret of the story"


@pytest.fixture(scope="module")
def waiting_site(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planned site with a person invited who has no key yet."""
    site = copy(planned_site, tmp_path_factory.mktemp("waiting") / "site")
    with opened(site, "2026-03-02 09:00") as clinic:
        seen = IdentityCheck(
            IdentitySeen.PASSPORT, ADMINISTRATOR, moment("2026-03-02 09:00").date()
        )
        form = PersonForm(INVITED, HumanName("EXAMPLE", "Late"), (Role.NURSE,), identity=seen)
        invite(clinic.seat(ADMINISTRATOR), form, SAY)
    return site


@pytest.fixture
def insider(waiting_site: Path, tmp_path: Path) -> Insider:
    """An administrator of a copy of it who turned against it."""
    return Insider(copy(waiting_site, tmp_path / "site"))


@pytest.fixture
def clinic(waiting_site: Path, tmp_path: Path) -> Iterator[Clinic]:
    """A copy of it, open, where people do what they may."""
    site = copy(waiting_site, tmp_path / "open")
    with cheap_secrets(), opened(site, "2026-03-02 10:00") as clinic:
        yield clinic


def first(site: Path) -> tuple[str, int, str]:
    desk = House().open_site(site, PHYSICIAN, SECRET, read_only=True, check=False)
    try:
        problem = verify_site(desk.store).problems[0]
    finally:
        desk.close()
    return problem.code, problem.seq, problem.detail


def intact(site: Path) -> bool:
    desk = House().open_site(site, PHYSICIAN, SECRET, read_only=True, check=False)
    try:
        return verify_site(desk.store).intact
    finally:
        desk.close()


def again(insider: Insider, person: str) -> tuple[PrivateKey, CertificateEntered]:
    """Mint a certificate in somebody's name, told as one given anew."""
    key, certificate = insider.mint(person)
    entered = insider.entered(person, certificate, key)
    return key, replace(entered, reason=KeyReason.FORGOTTEN)


def test_the_site_they_start_from_is_whole(insider: Insider) -> None:
    assert intact(insider.site)


@pytest.mark.parametrize("person", [INVITED, SECOND, PHYSICIAN, INVESTIGATOR])
@pytest.mark.parametrize("reason", KeyReason)
def test_a_certificate_without_a_witness_is_named(
    insider: Insider, person: PersonId, reason: KeyReason
) -> None:
    _, entered = again(insider, person)
    seq = insider.writes(ADMINISTRATOR, replace(entered, reason=reason))
    assert first(insider.site) == ("ledger.certificate_minted", seq, person)


@pytest.mark.parametrize("witness", [SECOND, ADMINISTRATOR, INVITED, PersonId("nobody")])
def test_a_witness_who_did_not_sign_is_none(insider: Insider, witness: PersonId) -> None:
    _, entered = again(insider, NURSE)
    seq = insider.writes(ADMINISTRATOR, replace(entered, witness=witness))
    assert first(insider.site) == ("ledger.certificate_minted", seq, NURSE)


def test_a_witness_signature_with_another_key_is_none(insider: Insider) -> None:
    _, entered = again(insider, NURSE)
    seq = insider.enters(entered, SECOND, key=PrivateKey.generate())
    assert first(insider.site) == ("ledger.certificate_minted", seq, NURSE)


def test_the_administrators_own_signature_is_no_witness(insider: Insider) -> None:
    _, entered = again(insider, NURSE)
    seq = insider.enters(entered, ADMINISTRATOR)
    assert first(insider.site) == ("ledger.certificate_minted", seq, NURSE)


def test_a_witness_signature_taken_from_another_certificate_is_none(insider: Insider) -> None:
    _, honest = again(insider, NURSE)
    seq = insider.enters(honest, SECOND)
    # what SECOND did witness stands; the same signature over another certificate does not
    assert intact(insider.site)
    witnessed = insider.cosignatures(seq)
    _, forged = again(insider, PHARMACIST)
    body = insider.body(replace(forged, witness=SECOND))
    seq = insider.writes(ADMINISTRATOR, body=body, cosignatures=witnessed)
    assert first(insider.site) == ("ledger.certificate_minted", seq, PHARMACIST)


def test_a_minted_certificate_that_its_maker_accepts_is_named_where_it_was_entered(
    insider: Insider,
) -> None:
    key, entered = again(insider, SECOND)
    seq = insider.writes(ADMINISTRATOR, entered)
    accepted = CertificateAccepted(SECOND, entered.fingerprint)
    insider.append(author=SECOND, certificate=entered.fingerprint, key=key, events=[accepted])
    assert first(insider.site) == ("ledger.certificate_minted", seq, SECOND)


def test_a_certificate_swapped_for_the_one_that_waits_is_not_accepted(insider: Insider) -> None:
    _, honest = insider.mint(INVITED)
    waits = replace(insider.entered(INVITED, honest, PrivateKey.generate()))
    insider.enters(waits, SECOND)
    key, other = insider.mint(INVITED)
    accepted = CertificateAccepted(INVITED, fingerprint(other))
    seq = insider.append(author=INVITED, certificate=fingerprint(other), key=key, events=[accepted])
    assert first(insider.site) == ("ledger.certificate_minted", seq, INVITED)


def test_the_certificate_of_one_person_is_not_entered_for_another(insider: Insider) -> None:
    key, certificate = insider.mint(SECOND)
    entered = replace(insider.entered(SECOND, certificate, key), person=INVITED)
    seq = insider.enters(entered, NURSE)
    assert first(insider.site) == ("ledger.certificate_foreign", seq, INVITED)


def test_nobody_is_retired_until_the_administrator_stands_alone_to_need_no_witness(
    insider: Insider,
) -> None:
    staff = [one for one in insider.people if one not in (ADMINISTRATOR, INVITED)]
    for person in staff:
        seq = insider.writes(ADMINISTRATOR, gone(person))
    assert first(insider.site) == ("ledger.against_rules", seq, staff[-1])


def gone(person: PersonId) -> PersonRetired:
    day = moment("2026-03-02 09:00").date()
    return PersonRetired(person, Leaving.REVOKED, day, "forged (synthetic)", ADMINISTRATOR)


@pytest.mark.parametrize("again_later", [False, True])
def test_the_key_of_somebody_retired_signs_nothing_any_more(
    insider: Insider, again_later: bool
) -> None:
    insider.writes(ADMINISTRATOR, gone(NURSE))
    if again_later:
        _, entered = again(insider, NURSE)
        seq = insider.enters(entered, SECOND)
        assert first(insider.site) == ("ledger.certificate_minted", seq, NURSE)
        return
    seq = insider.writes(NURSE, gone(SECOND))
    assert first(insider.site)[:2] == ("ledger.unknown_certificate", seq)


def test_an_old_key_signs_nothing_after_a_new_one_was_entered(insider: Insider) -> None:
    _, entered = again(insider, NURSE)
    insider.enters(entered, SECOND)
    seq = insider.writes(NURSE, gone(SECOND))
    assert first(insider.site)[:2] == ("ledger.unknown_certificate", seq)


def test_a_slot_the_administrator_made_for_a_colleague_opens_no_desk(insider: Insider) -> None:
    keys = KeyFile(open_site(insider.site).keys)
    forged = PrivateKey.generate()
    data_key = keys.unlock(ADMINISTRATOR, SECRET).data_key
    keys.renew(NURSE, ANOTHER, data_key=data_key, key=forged)
    with pytest.raises(Refused, match=r"people\.key_not_entered"):
        House().open_site(insider.site, NURSE, ANOTHER)


def test_with_a_witness_a_first_key_is_given_and_the_record_stays_whole(clinic: Clinic) -> None:
    form = KeyForm(
        INVITED, ANOTHER, SECRET, witness=NURSE, witness_secret=SECRET, acknowledged=True
    )
    give_key(clinic.seat(ADMINISTRATOR), form, SAY)
    known = clinic.desk.person(INVITED)
    assert known.active
    assert known.acknowledged_on == clinic.clock.now().date()
    assert verify_site(clinic.desk.store).intact
    assert clinic.desk.cabinet.unlock(INVITED, ANOTHER).ca_key is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"witness": "", "witness_secret": ""}, "people.witness_missing"),
        ({"witness": ADMINISTRATOR}, "people.witness_not_possible"),
        ({"witness_secret": "not hers"}, "people.witness_refused"),
        ({"issuer_secret": "not mine"}, "people.wrong_secret"),
        ({"secret": "short"}, "people.secret_too_short"),
        ({"reason": KeyReason.FORGOTTEN}, "people.never_certified"),
        ({"reason": KeyReason.RECOVERED, "recovery_key": "0"}, "people.wrong_recovery_key"),
    ],
)
def test_a_key_that_is_refused_leaves_nothing(
    clinic: Clinic, changes: dict[str, str], code: str
) -> None:
    desk = clinic.seat(ADMINISTRATOR)
    head = desk.store.head()
    form = KeyForm(INVITED, ANOTHER, SECRET, witness=NURSE, witness_secret=SECRET)
    with pytest.raises(Refused) as caught:
        give_key(desk, replace(form, **changes), SAY)  # type: ignore[arg-type]  # its own fields
    assert caught.value.alerts[0].code == code
    assert desk.store.head() == head
    assert INVITED not in desk.cabinet.people()


def test_after_a_forgotten_secret_old_signatures_stand_and_the_new_key_signs(
    clinic: Clinic,
) -> None:
    clinic.gives("IND-1", "2026-03-02")
    (record,) = clinic.desk.chart(PATIENT).records.by_id.values()
    pdf = clinic.desk.store.paper(record.papers[-1].sha256)
    form = KeyForm(
        NURSE,
        ANOTHER,
        SECRET,
        reason=KeyReason.FORGOTTEN,
        witness=SECOND,
        witness_secret=SECRET,
    )
    give_key(clinic.seat(ADMINISTRATOR), form, SAY)
    assert verify_site(clinic.desk.store).intact
    assert of_paper(pdf, House().press(), clinic.desk, None, SAY).code == 0
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        clinic.desk.session.switch(NURSE, SECRET)
    clinic.desk.close()
    with opened(clinic.path, "2026-03-02 12:00") as later:
        later.desk.session.switch(NURSE, ANOTHER)
        assert later.desk.session.person == NURSE


def test_who_is_retired_opens_and_signs_nothing_and_what_was_signed_stands(
    clinic: Clinic,
) -> None:
    clinic.gives("IND-1", "2026-03-02")
    command = RetirePerson(NURSE, Leaving.LEFT, clinic.clock.now().date(), "moved (synthetic)")
    key = clinic.desk.cabinet.unlock(NURSE, SECRET).key
    retire(clinic.seat(ADMINISTRATOR), command, SAY)
    assert verify_site(clinic.desk.store).intact
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        clinic.desk.session.switch(NURSE, SECRET)
    # a desk where the key is still in memory writes nothing either
    desk = clinic.desk
    desk.session.person, desk.session._key = NURSE, key
    with pytest.raises(Refused, match=r"people\.retired"):
        desk.record(desk.propose(builders.labs("2026-03-02 10:05"), SAY))


def test_a_slot_left_over_after_retirement_opens_nothing_and_says_nothing_more(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clinic.desk.cabinet, "retire", lambda _person: None)
    command = RetirePerson(MONITOR, Leaving.REVOKED, clinic.clock.now().date(), "x (synthetic)")
    retire(clinic.seat(ADMINISTRATOR), command, SAY)
    clinic.desk.close()
    assert MONITOR in KeyFile(open_site(clinic.path).keys).people()
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        House().open_site(clinic.path, MONITOR, SECRET)
    assert MONITOR not in KeyFile(open_site(clinic.path).keys).people()


def test_a_lost_administrator_comes_back_by_the_recovery_key_and_two_colleagues(
    clinic: Clinic,
) -> None:
    sheet = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG"
    opened_slot = clinic.desk.cabinet.unlock(ADMINISTRATOR, SECRET)
    assert opened_slot.ca_key is not None
    clinic.desk.cabinet.add_recovery(
        sheet, data_key=opened_slot.data_key, ca_key=opened_slot.ca_key
    )
    form = KeyForm(
        ADMINISTRATOR,
        ANOTHER,
        SECRET,
        reason=KeyReason.RECOVERED,
        witness=THERAPIST,
        witness_secret=SECRET,
        recovery_key=sheet,
    )
    give_key(clinic.seat(NURSE), form, SAY)
    assert verify_site(clinic.desk.store).intact
    back = clinic.desk.cabinet.unlock(ADMINISTRATOR, ANOTHER)
    assert back.ca_key is not None
    with pytest.raises(Refused, match=r"people\.recovery_of_others"):
        give_key(clinic.seat(NURSE), replace(form, user_id=SECOND), SAY)
