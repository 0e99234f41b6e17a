"""What a signature is called follows what was done: a beam is delivered, not given as a drug."""

import pytest

from ltm_desktop.app.wording.telling.voice import signature_word
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import Meaning


@pytest.mark.parametrize(("language", "word"), [("en", "Treated"), ("zh_CN", "已照射")])
def test_a_therapist_signs_that_a_fraction_was_treated(language: str, word: str) -> None:
    assert signature_word(Meaning.ADMINISTERED, Words(language), session=True) == word


@pytest.mark.parametrize("meaning", [one for one in Meaning if one is not Meaning.ADMINISTERED])
def test_every_other_meaning_is_called_the_same_everywhere(meaning: Meaning) -> None:
    say = Words("en")
    assert signature_word(meaning, say, session=True) == say.term(meaning)


def test_a_nurse_signs_that_a_dose_was_administered() -> None:
    assert signature_word(Meaning.ADMINISTERED, Words("en"), session=False) == "Administered"
