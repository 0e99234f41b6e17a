"""A signature counts for what was shown, where it was shown, and for half an hour."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ltm_desktop.app.recorder import Proposal
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.domain.site import SignConfiguration
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.ledger.entries import Cosignature
from tests import builders
from tests.app.clinic import SECRET, Clinic, configure, person_form
from tests.builders import ADMINISTRATOR, INVESTIGATOR, PHYSICIAN
from tests.cases.clinical import STUDY, VERSION, example_values

Change = Callable[[Proposal], Proposal]


@pytest.mark.parametrize(
    "seen",
    [
        lambda shown: replace(shown, stream="pat-other"),
        lambda shown: replace(shown, version=shown.version - 1),
        lambda shown: replace(shown, shown="another text"),
        lambda shown: replace(shown, language="zh_CN"),
    ],
)
def test_a_signature_over_anything_else_than_what_is_written_writes_nothing(
    clinic: Clinic, seen: Change
) -> None:
    desk = clinic.assesses().seat(PHYSICIAN)
    proposal = desk.propose(builders.order(), Words())
    made = desk.sign(seen(proposal), proposal.signers[0], SECRET)
    assert _refusal(clinic, proposal, made.cosignature) == "signoff.signature_missing"


def test_a_signature_under_another_fingerprint_writes_nothing(clinic: Clinic) -> None:
    desk = clinic.assesses().seat(PHYSICIAN)
    proposal = desk.propose(builders.order(), Words())
    key = desk.cabinet.unlock(PHYSICIAN, SECRET).key
    made = desk.recorder.cosign(proposal, proposal.signers[0], key, digest(b"another"))
    assert _refusal(clinic, proposal, made) == "signoff.signature_missing"


def _refusal(clinic: Clinic, proposal: Proposal, cosignature: Cosignature) -> str:
    desk, before = clinic.desk, clinic.everything()
    own = desk.person(desk.session.person).fingerprint
    with pytest.raises(Refused) as caught:
        desk.recorder.commit(proposal, desk.session.key, [cosignature], certificate=own)
    assert clinic.everything() == before
    return caught.value.alerts[0].code


def test_what_was_read_more_than_half_an_hour_ago_is_looked_at_again(clinic: Clinic) -> None:
    desk = clinic.assesses().seat(PHYSICIAN)
    proposal = desk.propose(builders.order(), Words())
    signed = desk.sign(proposal, proposal.signers[0], SECRET)
    clinic.at("2026-03-02 10:31")
    assert _refusal(clinic, proposal, signed.cosignature) == "signoff.proposal_expired"
    clinic.at("2026-03-02 10:30")
    desk.record(proposal, [signed])


def test_a_configuration_for_another_protocol_file_is_refused(clinic: Clinic) -> None:
    values = tuple(example_values().items())
    command = SignConfiguration(STUDY, VERSION, "0" * 64, values)
    refused = clinic.refused(INVESTIGATOR, command)
    assert set(refused) == {"configuration.other_protocol_file"}


def test_a_protocol_file_that_changed_stops_treatment_and_never_the_site(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ltm_desktop.app.demo.staff import take_in
    from ltm_desktop.bootstrap import Library

    clinic.assesses()
    load = Library.load
    changed = lambda self, *named: (load(self, *named)[0], "1" * 64)  # noqa: E731 - as it reads
    monkeypatch.setattr(Library, "load", changed)
    clinic.desk.charts._governing = (0, None)
    with pytest.raises(Unavailable, match=r"configuration\.protocol_changed"):
        clinic.seat(PHYSICIAN).propose(builders.order(), Words())
    desk = clinic.seat(ADMINISTRATOR)
    take_in(desk, replace(person_form(PHYSICIAN), user_id="new.one"), Words())
    assert configure(clinic).events
    clinic.seat(PHYSICIAN).propose(builders.order(), Words())
