"""Files that leave the record: whole or not at all, and said with place and time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ltm_desktop.app.saved_files import saved_words, write_whole
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Unavailable


def test_files_that_belong_together_appear_together_and_leave_no_part(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_bytes(b"older")
    assert write_whole({one: (b"x,", b"y"), other: (b"z",)})
    assert (one.read_bytes(), other.read_bytes()) == (b"x,y", b"z")
    assert sorted(tmp_path.iterdir()) == [one, other]


def test_what_is_stopped_leaves_everything_as_it_was(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_bytes(b"older")
    assert not write_whole({one: (b"x",), other: (b"z",)}, lambda: True)
    assert one.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [one]


def test_a_full_place_is_told_with_the_room_that_all_the_files_need(tmp_path: Path) -> None:
    full = Path("/dev/full")  # the system's own disk without any room
    with pytest.raises(Unavailable) as refused:
        write_whole({full: (b"x" * 700_000 for _ in range(2)), tmp_path / "b": (b"x" * 700_000,)})
    step = Words("en").next_step(refused.value.alert)
    assert step.startswith("Make at least 3 MB of room there")
    assert list(tmp_path.iterdir()) == []


def test_a_fault_half_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise Unavailable("storage.disk")

    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    with pytest.raises(Unavailable):
        write_whole({one: (b"x",), other: broken()})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_place_that_takes_nothing_is_said_with_what_is_safe_and_what_to_do(
    tmp_path: Path, language: str
) -> None:
    say, path = Words(language), tmp_path / "nowhere" / "a.csv"
    with pytest.raises(Unavailable) as caught:
        write_whole({path: (b"x",)})
    told = say.alert(caught.value.alert)
    assert "a.csv" in told
    assert str(path.parent) in told
    assert say.next_step(caught.value.alert)


def test_a_file_is_said_with_its_time_and_folder() -> None:
    at = datetime(2026, 11, 22, 14, 7, tzinfo=UTC)
    paths = [Path("/stick/a.csv"), Path("/stick/b.csv")]
    assert saved_words(paths, at, Words("en")) == "Saved 14:07: a.csv and b.csv in /stick."
    assert saved_words(paths, at, Words("zh_CN")) == "14:07 已保存：a.csv和b.csv，位于 /stick。"


def test_a_pipe_takes_a_file_as_it_comes() -> None:
    assert write_whole({Path("/dev/null"): (b"x",)})
    assert not Path("/dev/null.part").exists()
