"""A term is found by what people type and say, in both languages."""

import pytest

from ltm_desktop.protocols.term_lists import term_lists
from ltm_desktop.ui.panels.toxicity.finding import TermName, find_terms
from ltm_desktop.ui.panels.toxicity.synonyms import AFTER_DOSE, SYNONYMS


@pytest.fixture(scope="module")
def names() -> list[TermName]:
    terms = term_lists()["5.0"].terms.values()
    return [TermName(one.code, one.label.en, one.label.zh) for one in terms]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("headache", "headache"),
        ("HEAD", "headache"),
        ("头痛", "headache"),
        ("tt", "headache"),
        ("touteng", None),
        ("toutong", "headache"),
        ("plat co", "platelet_count_decreased"),
        ("PDPH", "headache"),
        ("pres", "reversible_posterior_leukoencephalopathy_syndrome"),
        ("my legs burn since yesterday", "radiculitis"),
        ("抽搐", "seizure"),
        ("plt", "platelet_count_decreased"),
        ("alternating", None),
        ("", None),
        ("   ", None),
    ],
)
def test_what_is_typed_leads_to_the_nearest_term(
    names: list[TermName], typed: str, first: str | None
) -> None:
    found = find_terms(typed, names)
    assert (found[0].code if found else None) == first


def test_a_word_that_is_no_term_says_so_and_offers_every_part_of_it(names: list[TermName]) -> None:
    found = find_terms("cauda equina", names)
    assert [one.code for one in found] == [
        "muscle_weakness_lower_limb",
        "radiculitis",
        "paresthesia",
        "urinary_retention",
        "nervous_system_disorders_other_specify",
    ]
    assert all(one.why.startswith("Cauda equina syndrome is no term") for one in found)


def test_never_more_terms_are_offered_than_can_be_looked_over(names: list[TermName]) -> None:
    assert len(find_terms("e", names)) <= 7


def test_every_other_word_leads_to_terms_that_are_in_the_list(names: list[TermName]) -> None:
    known = {one.english for one in names}
    named = {term for one in SYNONYMS for term in one.terms}
    named |= {term for terms in AFTER_DOSE.values() for term in terms}
    assert named <= known, sorted(named - known)
