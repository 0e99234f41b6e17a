"""Names as hospital systems spell them; the same person is found, and nobody else."""

import pytest

from ltm_desktop.app.imported_identity import is_called, person_called
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import HumanName
from tests.builders import NURSE, THERAPIST, person

WEI = HumanName("HECHENG", "Wei", "合成伟", "hecheng wei")


@pytest.mark.parametrize(
    "name",
    [
        "HECHENG^Wei",
        "Hecheng^Wei^^Ms",
        "WEI^HECHENG",
        "HECHENG WEI",
        "he cheng^wei",
        "Hécheng^Wei",
        "合成^伟",
        "合成伟",
    ],
)
def test_every_usual_spelling_is_the_same_name(name: str) -> None:
    assert is_called((name,), WEI)


@pytest.mark.parametrize("name", ["", "^", "HECHENG", "Wei", "HECHENG^Wen", "合成^维", "Anonymous"])
def test_another_name_or_half_of_one_is_not(name: str) -> None:
    assert not is_called((name,), WEI)


def test_a_name_without_letters_is_nobodys() -> None:
    assert not is_called(("",), HumanName("", "", "", ""))


def test_a_colleague_is_named_only_where_one_name_is_one_person() -> None:
    people = {THERAPIST: person(THERAPIST), NURSE: person(NURSE)}
    assert person_called("EXAMPLE^Tess", people) == THERAPIST
    assert person_called("EXAMPLE^Nobody", people) is None
    twins = {**people, PersonId("t2.example"): person(THERAPIST)}
    assert person_called("EXAMPLE^Tess", twins) is None
