"""Personal witnesses as files: one a person, private, and nobody's where they cannot be read."""

import os
from pathlib import Path

import pytest

from ltm_desktop.app.own_witness import MemoryBook
from ltm_desktop.app.ports import SeenBook
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.storage.seen_files import SeenFiles
from tests.contracts.seen_book import SeenBookContract


class TestSeenFiles(SeenBookContract):
    @pytest.fixture
    def book(self, tmp_path: Path) -> SeenBook:
        return SeenFiles(tmp_path / "seen")


class TestMemoryBook(SeenBookContract):
    @pytest.fixture
    def book(self) -> SeenBook:
        return MemoryBook()


@pytest.mark.skipif(os.name == "nt", reason="Windows has its own way of keeping files private")
def test_folder_and_files_are_the_owners_alone(tmp_path: Path) -> None:
    SeenFiles(tmp_path / "seen").write("li.na", "one")
    assert (tmp_path / "seen").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "seen" / "of-li.na.head").stat().st_mode & 0o777 == 0o600


def test_a_folder_or_file_of_another_kind_is_nobodys_word(tmp_path: Path) -> None:
    (tmp_path / "seen").write_bytes(b"")
    assert SeenFiles(tmp_path / "seen").read("li.na") == ""
    (tmp_path / "other" / "of-li.na.head").mkdir(parents=True)
    assert SeenFiles(tmp_path / "other").read("li.na") == ""


def test_bytes_nobody_wrote_and_endless_files_are_read_as_some_other_text(tmp_path: Path) -> None:
    (tmp_path / "seen").mkdir()
    (tmp_path / "seen" / "of-li.na.head").write_bytes(b"\xff" * 100_000)
    assert len(SeenFiles(tmp_path / "seen").read("li.na")) == 4096


def test_an_id_that_is_a_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        SeenFiles(tmp_path / "seen").write("../heads", "one")


def test_a_place_that_cannot_be_written_is_said_by_code(tmp_path: Path) -> None:
    (tmp_path / "seen").write_bytes(b"")
    with pytest.raises(Unavailable):
        SeenFiles(tmp_path / "seen").write("li.na", "one")


@pytest.mark.parametrize("person", ["con", "nul", "aux.1", "li.", "com1"])
def test_no_id_is_a_name_some_system_keeps_for_itself(tmp_path: Path, person: str) -> None:
    SeenFiles(tmp_path / "seen").write(person, "one")
    (name,) = [file.name for file in (tmp_path / "seen").iterdir()]
    assert name == f"of-{person}.head"
    assert SeenFiles(tmp_path / "seen").read(person) == "one"
