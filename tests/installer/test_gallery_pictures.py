"""The gallery of screens: every picture that is named stands there in both languages."""

import re
from pathlib import Path

import pytest

from installer.gallery import themes
from installer.gallery.names import FORM, NAMES, files, numbered, table
from ltm_desktop.app.wording.words import LANGUAGES

GALLERY = Path(__file__).resolve().parent.parent.parent / "docs" / "gallery"
MOST = 12_800_000
"""Bytes of all pictures together: whoever takes the source takes them along."""


def shown() -> set[str]:
    """Return every picture that the page shows, by language and file."""
    page = (GALLERY / "README.md").read_text("utf-8")
    return set(re.findall(r"\]\(([a-zA-Z_/]+/[a-z0-9-]+\.webp)\)", page))


def test_the_pictures_are_numbered_in_the_order_of_a_dose() -> None:
    assert [name.partition("-")[0] for name in files()] == [
        f"{number:03d}" for number in range(1, len(NAMES) + 1)
    ]
    assert numbered("sign-in") == "001-sign-in"


def test_no_two_pictures_have_one_name() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_the_list_of_the_page_is_the_list_of_the_command() -> None:
    assert table() in (GALLERY / "README.md").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_of_the_page_stands_in_the_language(language: str) -> None:
    assert {f"{language}/{name}" for name in files()} <= shown()
    assert {one.name for one in (GALLERY / language).glob(f"*{FORM}")} == set(files())


def test_the_main_screens_stand_in_every_other_theme_and_language() -> None:
    wanted = {
        f"themes/{theme}/{language}/{screen}{FORM}"
        for theme in themes.THEMES
        for language in LANGUAGES
        for screen in themes.SCREENS
    }
    assert {one for one in shown() if one.startswith("themes/")} == wanted
    drawn = (GALLERY / "themes").rglob(f"*{FORM}")
    assert {one.relative_to(GALLERY).as_posix() for one in drawn} == wanted


def test_the_page_shows_no_picture_that_is_not_there() -> None:
    assert [one for one in sorted(shown()) if not (GALLERY / one).is_file()] == []


def test_the_pictures_weigh_little() -> None:
    assert sum(one.stat().st_size for one in GALLERY.rglob(f"*{FORM}")) < MOST
