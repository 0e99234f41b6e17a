"""emergency.toml: comes back as it was, is never half a file, and nothing in it stops a reader."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.emergency import EmergencyCopy, Posted, stamped
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.emergency_copy import ASIDE, NAME, EmergencyFile, from_toml, to_toml

COPY = stamped(
    EmergencyCopy(
        number=3,
        site='Example "Clinic" \\ 合成',
        code="EX1",
        kind="demo",
        text_en="First line.\n\nSecond = [line]\t#",
        text_zh="第一行。\n𠮷",
        phones=(("On call 值班", "+86 10 0000 0001"), ("Pharmacy", "2")),
        investigator="i.example",
        signed_by="Ina EXAMPLE",
        signed_at="2026-03-02T11:42:00+08:00",
    )
)
TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"), include_characters="\n\r\t"),
    max_size=60,
)


@given(TEXTS, TEXTS, st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_whatever_can_be_signed_comes_back_letter_by_letter(
    english: str, chinese: str, phones: list[tuple[str, str]]
) -> None:
    copy = stamped(replace(COPY, text_en=english, text_zh=chinese, phones=tuple(phones)))
    assert from_toml(to_toml(copy)) == copy


def test_a_posted_copy_is_read_by_anybody_at_this_account(tmp_path: Path) -> None:
    board = EmergencyFile(tmp_path)
    assert board.read() == Posted()
    board.post(COPY)
    assert board.read() == Posted(COPY, "demo")
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_a_person_can_read_the_file_line_by_line(tmp_path: Path) -> None:
    EmergencyFile(tmp_path).post(COPY)
    lines = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert '  "第一行。",' in lines
    assert '  ["Pharmacy", "2"],' in lines


@pytest.mark.parametrize(
    ("old", "new"),
    [("0000 0001", "0000 0009"), ("第一行", "第二行"), ("number = 3", "number = 4")],
)
def test_a_change_is_found_and_the_page_is_still_shown(tmp_path: Path, old: str, new: str) -> None:
    EmergencyFile(tmp_path).post(COPY)
    file = tmp_path / NAME
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    found = EmergencyFile(tmp_path).read()
    assert found.problem == "emergency.copy_changed"
    assert found.copy is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"number = 1",
        b"a = " + b"[" * 30_000,
        b"# " + b"x" * 70_000,
        to_toml(COPY)[:-40],
        to_toml(COPY).replace(b"number = 3", b'number = "3"'),
        to_toml(COPY).replace(b"number = 3", b"number = true"),
        to_toml(COPY).replace(b'"Pharmacy", "2"', b'"Pharmacy"'),
        to_toml(COPY).replace(b'"Pharmacy", "2"', b'"Pharmacy", 2'),
        to_toml(COPY).replace(b'kind = "demo"', b"kind = 1"),
        to_toml(COPY) + b'patient = "somebody"\n',
    ],
)
def test_a_file_of_another_form_is_called_unreadable_and_never_shown(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert EmergencyFile(tmp_path).read() == Posted(problem="emergency.copy_unreadable")


def test_a_folder_in_its_place_is_called_unreadable(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert EmergencyFile(tmp_path).read().problem == "emergency.copy_unreadable"


def test_what_nobody_signed_is_set_aside_and_kept(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"anything")
    EmergencyFile(tmp_path).set_aside()
    assert EmergencyFile(tmp_path).read() == Posted()
    assert (tmp_path / ASIDE).read_bytes() == b"anything"


def test_a_copy_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    board = EmergencyFile(tmp_path)
    board.post(COPY)
    (tmp_path / f"{NAME}.new").mkdir()
    with pytest.raises(Unavailable):
        board.post(stamped(replace(COPY, number=4)))
    assert board.read() == Posted(COPY, "demo")
