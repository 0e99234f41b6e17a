"""Whose keys they are: typed ones come back whole and in order, of a scan nothing comes back."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.ui.wedge import Answer, Burst, Rhythm, Wedge, alt_digit

GS = "\x1d"
SCAN = "]d2010952000000123017270930"


@dataclass
class Seat:
    """A person and a scanner at one keyboard; `out` is what fields receive."""

    wedge: Wedge[str] = field(default_factory=Wedge)
    out: list[str] = field(default_factory=list)
    scans: list[Burst] = field(default_factory=list)
    halves: list[Burst] = field(default_factory=list)
    at: int = 1000

    def key(self, char: str, after: int, *, name: str = "", command: bool = False) -> bool:
        self.at += after
        name = name or char
        kept = self.wedge.would_keep(char, self.at, command=command)
        answer = self.wedge.press(char, self.at, name, command=command)
        self._note(answer)
        if not answer.keep:
            self.out.append(name)
        # A shortcut may only act where the key is let through.
        assert not kept or answer.keep
        return answer.keep

    def type(self, text: str, after: int = 120) -> None:
        for char in text:
            self.key(char, after)

    def scan(self, text: str, gap: int = 5) -> None:
        self.key(text[0], 500)
        for char in text[1:]:
            self.key(char, gap)

    def rest(self) -> None:
        self._note(self.wedge.fall_silent())

    def _note(self, answer: Answer[str]) -> None:
        self.out += answer.replay
        self.scans += [answer.scan] if answer.scan else []
        self.halves += [answer.half] if answer.half else []


def typed(seat: Seat) -> str:
    return "".join(seat.out)


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n", "\r\r"])
def test_a_scan_is_taken_whole_and_nothing_of_it_reaches_a_field(end: str) -> None:
    seat = Seat()
    seat.scan(SCAN + end)
    seat.rest()
    assert [one.text for one in seat.scans] == [SCAN]
    assert seat.scans[0].suffix == end[0]
    assert set(seat.scans[0].gaps) == {5}
    assert typed(seat) == ""


def test_two_scans_one_after_the_other_are_two() -> None:
    seat = Seat()
    seat.scan(SCAN + "\r")
    seat.scan("LTMW1:x\r")
    assert [one.text for one in seat.scans] == [SCAN, "LTMW1:x"]
    assert typed(seat) == ""


@pytest.mark.parametrize("place", range(4, len(SCAN)))
@pytest.mark.parametrize("pause", [31, 150, 399])
def test_half_a_scan_and_a_pause_is_discarded_with_its_rest(place: int, pause: int) -> None:
    seat = Seat()
    seat.scan(SCAN[:place])
    seat.rest()
    assert [one.text for one in seat.halves] == [SCAN[:place]]
    seat.key(SCAN[place], pause)
    for char in SCAN[place + 1 :] + "\r":
        seat.key(char, 5)
    seat.rest()
    assert (seat.scans, typed(seat)) == ([], "")


def test_the_rest_of_half_a_scan_is_waited_for_to_its_end_and_the_next_scan_is_read() -> None:
    seat = Seat()
    seat.scan(SCAN[:9])
    seat.key("x", 200)
    for char in "y" * 200 + "\r\n":
        seat.key(char, 10)
    seat.scan(SCAN + "\r")
    assert [one.text for one in seat.scans] == [SCAN]
    assert typed(seat) == ""


def test_a_person_types_again_soon_after_half_a_scan() -> None:
    seat = Seat()
    seat.scan(SCAN[:9])
    seat.rest()
    seat.at += 401
    seat.type("ward 3\r", 60)
    seat.rest()
    assert typed(seat) == "ward 3\r"


@given(
    st.lists(
        st.tuples(st.sampled_from("abc 019-\r\t\n"), st.integers(31, 2000), st.booleans()),
        max_size=40,
    )
)
def test_what_hands_type_comes_through_whole_and_in_order(
    keys: list[tuple[str, int, bool]],
) -> None:
    seat = Seat()
    for char, after, silent in keys:
        seat.key(char, after)
        if silent:
            seat.rest()
    seat.rest()
    assert typed(seat) == "".join(char for char, _, _ in keys)
    assert (seat.scans, seat.halves) == ([], [])


@given(st.lists(st.tuples(st.text("abc01", min_size=1, max_size=3), st.integers(0, 30))))
def test_keys_rolled_over_by_fast_hands_are_typed_and_none_is_lost(
    rolls: list[tuple[str, int]],
) -> None:
    seat = Seat()
    for roll, gap in rolls:
        seat.key(roll[0], 31)
        for char in roll[1:]:
            seat.key(char, gap)
    seat.key("\r", 0)
    seat.rest()
    assert typed(seat) == "".join(roll for roll, _ in rolls) + "\r"
    assert (seat.scans, seat.halves) == ([], [])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "7", GS, "\r", "\n", "\t", "", "\x1b", alt_digit("0")]),
            st.integers(-50, 500),
            st.booleans(),
            st.booleans(),
        ),
        max_size=80,
    )
)
def test_every_key_is_typed_once_in_order_or_was_part_of_a_scan_whatever_comes(
    keys: list[tuple[str, int, bool, bool]],
) -> None:
    seat = Seat()
    for number, (char, after, command, silent) in enumerate(keys):
        seat.key(char, after, name=f"{number:03}", command=command)
        if silent:
            seat.rest()
    seat.rest()
    assert seat.out == sorted(set(seat.out))
    assert not seat.wedge.waiting
    if not seat.scans and not seat.halves:
        assert len(seat.out) == len(keys)


def test_a_lone_return_or_shortcut_is_never_kept_waiting() -> None:
    seat = Seat()
    for char, command in (("\r", False), ("\t", False), ("", True), ("\x01", True)):
        assert not seat.key(char, 300, name=repr(char), command=command)


def test_typed_keys_come_before_the_shortcut_pressed_after_them() -> None:
    seat = Seat()
    seat.key("a", 300)
    seat.key("", 10, name="F2", command=True)
    assert seat.out == ["a", "F2"]


def test_a_return_right_after_a_scan_is_swallowed_and_a_later_one_is_not() -> None:
    seat = Seat()
    seat.scan(SCAN + "\r")
    assert seat.key("\r", 400)
    assert not seat.key("\r", 401)


def test_the_separator_may_come_as_a_control_key_or_as_digits_with_alt() -> None:
    seat = Seat()
    seat.scan("0109520000001230")
    for char in (GS, *"10AB"):
        seat.key(char, 5)
    for digit in "029":
        seat.key(alt_digit(digit), 5, command=True)
    seat.key("2", 5)
    seat.key("\r", 5)
    assert seat.scans[0].text == f"0109520000001230{GS}10AB{GS}2"


def test_a_function_key_inside_a_scan_spoils_it_and_does_nothing_else() -> None:
    seat = Seat()
    seat.scan("01095200")
    seat.key("", 5, name="F8", command=True)
    seat.key("\r", 5)
    assert seat.scans[0].text == "01095200\N{REPLACEMENT CHARACTER}"
    assert typed(seat) == ""


def test_with_a_prefix_no_other_key_is_kept_waiting() -> None:
    seat = Seat(Wedge(Rhythm(prefix="\x02")))
    assert not seat.key("a", 5)
    seat.key("\x02", 5, command=True)
    for char in "0109\r":
        seat.key(char, 5)
    assert [one.text for one in seat.scans] == ["0109"]
    assert typed(seat) == "a"


def test_a_longer_prefix_must_come_whole() -> None:
    seat = Seat(Wedge(Rhythm(prefix="~~")))
    for char in "~a~~12\r":
        seat.key(char, 5)
    seat.rest()
    assert typed(seat) == "~a"
    assert [one.text for one in seat.scans] == ["12"]


def test_a_scanner_without_suffix_is_ended_by_silence() -> None:
    seat = Seat(Wedge(Rhythm(suffixes="")))
    seat.scan(SCAN)
    seat.rest()
    assert [(one.text, one.suffix) for one in seat.scans] == [(SCAN, "")]
    seat.type("ab\r")
    seat.rest()
    assert typed(seat) == "ab\r"


def test_an_endless_burst_is_thrown_away_and_does_not_grow() -> None:
    seat = Seat()
    seat.scan("9" * 20_000)
    seat.key("\r", 5)
    assert seat.halves
    assert all(len(one.text) <= 5000 for one in seat.halves)
    assert (seat.scans, typed(seat)) == ([], "")


@pytest.mark.parametrize("rest", ["1", "17", "17270930", "\x1b", "\x1d17", "a\rb"])
def test_a_line_end_inside_a_scan_lets_nothing_of_its_rest_into_a_field(rest: str) -> None:
    seat = Seat()
    seat.scan(SCAN + "\r")
    for char in rest + "\r":
        seat.key(char, 4, command=char == "\x1b")
    seat.rest()
    assert seat.scans[0].text == SCAN
    assert typed(seat) == ""
    seat.type("ward 3\r", 450)
    seat.rest()
    assert typed(seat) == "ward 3\r"


def test_what_comes_at_once_after_a_scan_and_breaks_off_is_half_of_one() -> None:
    seat = Seat()
    seat.scan(SCAN + "\r")
    seat.key("1", 4)
    seat.rest()
    assert [one.text for one in seat.halves] == ["1"]
    assert typed(seat) == ""


@pytest.mark.parametrize("rest", ["\r", ":\r", ":c\r", ":c\r\r", ":c"])
@pytest.mark.parametrize("pause", [31, 45, 350])
def test_what_is_left_of_a_scan_after_a_line_end_inside_it_reaches_no_field(
    rest: str, pause: int
) -> None:
    seat = Seat()
    seat.scan("LTMS1:a:b\r")
    seat.key(rest[0], pause)
    for char in rest[1:]:
        seat.key(char, 4)
    seat.rest()
    assert typed(seat) == ""
    assert [one.text for one in seat.scans] == ["LTMS1:a:b"]


def test_a_letter_typed_by_hand_soon_after_a_scan_arrives() -> None:
    seat = Seat()
    seat.scan(SCAN + "\r")
    seat.type("ab", after=150)
    seat.rest()
    assert typed(seat) == "ab"
