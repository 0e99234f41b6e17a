"""The emergency page: what it must say, who writes it, and that the investigator approves it."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.attestation import check_author, signers_of
from ltm_desktop.domain.emergency import (
    LONGEST_TEXT,
    MOST_PHONES,
    EmergencyTextSigned,
    SignEmergencyText,
)
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.site import SiteState, decide_site, evolve_site, site_signers
from ltm_desktop.domain.terms import Meaning
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PHYSICIAN,
    RESEARCH_NURSE,
    at,
    calendar,
    site,
)

PHONES = (("Physician on call (example)", "+86 10 0000 0001"), ("Pharmacy 药房", "000-0002 (x 3)"))


def page(**changes: Any) -> SignEmergencyText:
    whole = SignEmergencyText("Example text.", "示例文本。", PHONES, INVESTIGATOR)
    return replace(whole, **changes)


def decided(command: SignEmergencyText, by: PersonId, state: SiteState) -> tuple[object, ...]:
    return decide_site(command, state, None, Act(by, at("2026-03-01 09:00"), calendar()))


def refused(command: SignEmergencyText, by: PersonId = INVESTIGATOR) -> set[str]:
    with pytest.raises(Refused) as caught:
        decided(command, by, site())
    return {alert.code for alert in caught.value.alerts}


@pytest.mark.parametrize("author", [INVESTIGATOR, PHYSICIAN, ADMINISTRATOR])
def test_the_investigator_a_physician_or_the_administrator_writes_the_page(
    author: PersonId,
) -> None:
    (event,) = decided(page(), author, site())
    assert event == EmergencyTextSigned(1, "Example text.", "示例文本。", PHONES, INVESTIGATOR)


@pytest.mark.parametrize("author", [NURSE, RESEARCH_NURSE, MONITOR, PersonId("nobody")])
def test_nobody_else_writes_it(author: PersonId) -> None:
    assert refused(page(), author) & {"people.role_needed", "people.unknown"}


@pytest.mark.parametrize("approver", [PHYSICIAN, ADMINISTRATOR, PersonId("nobody")])
def test_only_the_investigator_can_be_named_as_its_approver(approver: PersonId) -> None:
    assert refused(page(investigator=approver)) & {"people.role_needed", "people.unknown"}


def test_a_new_page_takes_the_place_of_the_one_before_and_counts_on() -> None:
    state = site()
    for number, text in ((1, "First."), (2, "Second.")):
        (event,) = decided(page(text_en=text), PHYSICIAN, state)
        assert isinstance(event, EmergencyTextSigned)
        assert event.number == number
        state = evolve_site(state, event)
    assert state.emergency is not None
    assert state.emergency.text_en == "Second."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text_en": " \n"}, "emergency.english_missing"),
        ({"text_zh": ""}, "emergency.chinese_missing"),
        ({"text_en": "x" * (LONGEST_TEXT + 1)}, "emergency.text_too_long"),
        ({"text_en": "a\u202eb"}, "texts.unseen_character"),
        ({"text_zh": "a\u0000b"}, "texts.unseen_character"),
        ({"phones": ()}, "emergency.phones_missing"),
        ({"phones": (("A", "1"),) * (MOST_PHONES + 1)}, "emergency.too_many_phones"),
        ({"phones": ((" ", "123"),)}, "emergency.phone_without_name"),
        ({"phones": (("Ward", ""),)}, "emergency.phone_unusable"),
        ({"phones": (("Ward", "call me"),)}, "emergency.phone_unusable"),
        ({"phones": (("Ward", "１２３"),)}, "emergency.phone_unusable"),
        ({"phones": (("Ward", "1" * 41),)}, "texts.too_long"),
        ({"phones": (("W" * 61, "1"),)}, "texts.too_long"),
        ({"phones": (("Wa\nrd", "1"),)}, "texts.unseen_character"),
    ],
)
def test_a_page_that_could_not_be_used_is_refused(changes: dict[str, Any], code: str) -> None:
    assert code in refused(page(**changes))


def test_everything_against_a_page_is_told_together() -> None:
    command = page(text_en="", text_zh="", phones=())
    assert refused(command) == {
        "emergency.english_missing",
        "emergency.chinese_missing",
        "emergency.phones_missing",
    }


def test_the_investigator_signs_whoever_wrote_it() -> None:
    act = Act(PHYSICIAN, at("2026-03-01 09:00"), calendar())
    wanted = (Signer(INVESTIGATOR, Meaning.APPROVED),)
    assert site_signers(page(), act) == wanted
    assert signers_of(decided(page(), PHYSICIAN, site()), PHYSICIAN) == wanted


def test_verification_objects_to_an_approver_who_was_not_the_investigator() -> None:
    forged = EmergencyTextSigned(1, "x", "x", PHONES, ADMINISTRATOR)
    (objection,) = check_author((forged,), ADMINISTRATOR, site(), RecordsSlice())
    assert (objection.code, objection.person) == ("ledger.no_authority", ADMINISTRATOR)
    true = replace(forged, investigator=INVESTIGATOR)
    assert list(check_author((true,), ADMINISTRATOR, site(), RecordsSlice())) == []
