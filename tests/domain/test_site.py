"""The site: founded once, its configuration signed by the investigator and by nobody else."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.certifying import AcceptCertificate
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import AddPerson, HumanName, IdentityCheck, IdentitySeen
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.site import (
    ConfigurationSigned,
    FoundSite,
    SignConfiguration,
    SiteCommand,
    SiteFounded,
    SiteKind,
    SiteState,
    decide_site,
    evolve_site,
    site_signers,
)
from ltm_desktop.domain.terms import Meaning, Role
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    NURSE,
    PHYSICIAN,
    at,
    calendar,
    site,
)
from tests.cases.clinical import STUDY, VERSION, example_values, trial

ADA = AddPerson(
    person=ADMINISTRATOR,
    name=HumanName("EXAMPLE", "Ada"),
    roles=(Role.ADMINISTRATOR,),
    competencies=(),
    fingerprint="fingerprint-of-ada",
    certificate="YWRh",
    endorsement="02",
)


def act(by: PersonId) -> Act:
    return Act(by, at("2026-03-01 09:00"), calendar())


def found(**changes: Any) -> FoundSite:
    command = FoundSite(
        name="Example Clinic (synthetic)",
        code="EX1",
        zone="Asia/Shanghai",
        country="CN",
        kind=SiteKind.DEMO,
        authority="Y2E=",
        authority_fingerprint="fingerprint-of-ca",
        administrator=ADA,
    )
    return replace(command, **changes)


def sign(filled: dict[str, str] | None = None, **changes: Any) -> SignConfiguration:
    values = tuple((filled or example_values()).items())
    return replace(SignConfiguration(STUDY, VERSION, "0" * 64, values), **changes)


def codes(
    command: SiteCommand,
    state: SiteState,
    by: PersonId = INVESTIGATOR,
    protocol: TrialProtocol | None = None,
) -> set[str]:
    with pytest.raises(Refused) as refused:
        decide_site(command, state, protocol or trial(), act(by))
    return {alert.code for alert in refused.value.alerts}


def told(state: SiteState, command: SiteCommand, by: PersonId) -> SiteState:
    for event in decide_site(command, state, trial(), act(by)):
        state = evolve_site(state, event)
    return state


def test_a_site_is_founded_with_its_authority_and_first_administrator() -> None:
    state = told(SiteState(), found(), ADMINISTRATOR)
    assert isinstance(state.founded, SiteFounded)
    assert not state.people[ADMINISTRATOR].accepted
    accept = AcceptCertificate(ADMINISTRATOR, "fingerprint-of-ada")
    assert told(state, accept, ADMINISTRATOR).people[ADMINISTRATOR].accepted


def test_a_site_is_founded_once() -> None:
    assert codes(found(), site(), ADMINISTRATOR) == {"site.already_founded"}


def test_an_incomplete_site_is_refused_with_everything_that_is_missing() -> None:
    nurse = replace(ADA, roles=(Role.NURSE,), certificate="")
    blank = found(name=" ", zone="", administrator=nurse)
    assert codes(blank, SiteState(), ADMINISTRATOR) == {
        "site.name_missing",
        "site.place_missing",
        "site.administrator_missing",
        "people.certificate_missing",
    }


def test_an_administrator_takes_people_in() -> None:
    seen = IdentityCheck(IdentitySeen.PASSPORT, ADMINISTRATOR, at("2026-03-01 09:00").date())
    nina = AddPerson(PersonId("nina"), ADA.name, (Role.NURSE,), identity=seen)
    assert PersonId("nina") in told(site(), nina, ADMINISTRATOR).people


def test_the_investigator_signs_a_whole_configuration_and_each_has_a_number() -> None:
    state = told(SiteState(people=site().people), sign(), INVESTIGATOR)
    assert isinstance(state.configuration, ConfigurationSigned)
    assert state.configuration.number == 1
    assert state.values["drugs.pemetrexed.dose"] == "10 mg"
    again = told(state, sign(), INVESTIGATOR)
    assert again.configuration is not None
    assert (again.configuration.number, again.configuration.investigator) == (2, INVESTIGATOR)


def test_a_configuration_with_a_blank_is_refused_and_names_it() -> None:
    values = example_values(drugs__pemetrexed__ceiling="", site__work_days=None)
    with pytest.raises(Refused) as refused:
        decide_site(sign(values), site(), trial(), act(INVESTIGATOR))
    assert {(alert.code, alert.values["path"]) for alert in refused.value.alerts} == {
        ("configuration.missing", "drugs.pemetrexed.ceiling"),
        ("configuration.missing", "site.work_days"),
    }


@pytest.mark.parametrize("by", [PHYSICIAN, NURSE, ADMINISTRATOR])
def test_nobody_but_the_investigator_signs_a_configuration(by: PersonId) -> None:
    assert codes(sign(), site(), by) == {"people.role_needed"}


def test_a_configuration_of_another_protocol_is_refused() -> None:
    assert codes(sign(version="9.9"), site()) == {"configuration.unknown_protocol"}
    with pytest.raises(Refused):
        decide_site(sign(), site(), None, act(INVESTIGATOR))


def test_a_path_filled_twice_is_refused() -> None:
    twice = (*example_values().items(), ("drugs.pemetrexed.dose", "12 mg"))
    assert codes(sign(values=twice), site()) == {"configuration.path_twice"}


def test_a_configuration_is_signed_as_approved_and_other_acts_by_their_author_alone() -> None:
    assert site_signers(sign(), act(INVESTIGATOR)) == (Signer(INVESTIGATOR, Meaning.APPROVED),)
    assert site_signers(found(), act(ADMINISTRATOR)) == ()


def test_a_site_without_a_configuration_has_no_values() -> None:
    assert SiteState().values == {}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "Clinic\u202e"}, "texts.unseen_character"),
        ({"name": "C" * 121}, "texts.too_long"),
        ({"code": "LONGCODE1"}, "texts.too_long_for_code"),
        (
            {"administrator": replace(ADA, name=HumanName("EXAMPLE", "A\u200bda"))},
            "texts.unseen_character",
        ),
    ],
)
def test_a_site_and_its_people_have_names_that_everybody_reads_alike(
    changes: dict[str, Any], code: str
) -> None:
    assert codes(found(**changes), SiteState(), ADMINISTRATOR) == {code}
