"""The synthetic patients of the demo site and what becomes of each; every name is invented."""

from enum import Enum, auto

from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.terms import Access, Sex
from ltm_desktop.domain.values import dataclass


class End(Enum):
    """How a patient's story ends for now."""

    SCREENING = auto()
    GOES_ON = auto()
    HELD = auto()
    DUE_AGAIN = auto()
    OVERDUE = auto()
    WITHDRAWN = auto()
    DIED = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """One patient: who, in which arm, since how many days, and what happens."""

    name: HumanName
    sex: Sex
    born: str
    arm: str
    access: Access
    days_ago: int
    """Days from the first dose to today; negative lies ahead."""
    end: End = End.GOES_ON
    stops_after: int = 8
    """Doses told before the story ends."""
    trouble: str = ""
    """partial, abandoned, not_given, away, scribe or rt_break."""
    stands: DoseStep | None = None
    """How far the dose of today has come; None where no dose is due today by the story."""
    followed: str = ""
    """Which course of `courses` tells what followed the doses; none without one."""
    falling: bool = False
    """Whether counts fall and the CSF gets no better."""


def _latin(given: str) -> HumanName:
    return HumanName("Demo", given)


def _chinese(given: str, han: str, pinyin: str) -> HumanName:
    return HumanName("Yanshi", given, han, pinyin)


_F, _M = Sex.FEMALE, Sex.MALE
_OM, _LP = Access.OMMAYA, Access.LUMBAR

PARTS: tuple[Part, ...] = (
    Part(_latin("Alpha"), _F, "1961-03-12", "A", _OM, 26, trouble="rt_break"),
    Part(_chinese("Jia", "演示甲", "yan shi jia"), _M, "1958-07-03", "B", _LP, 9, End.OVERDUE, 2),
    Part(_latin("Bravo"), _M, "1985-07-03", "B", _OM, -3),
    Part(_latin("Bravo"), _M, "1958-07-03", "B", _LP, 30, trouble="not_given"),
    Part(
        _chinese("Yi", "演示乙", "yan shi yi"),
        _F,
        "1970-01-30",
        "A",
        _LP,
        28,
        trouble="scribe",
        followed="midway",
    ),
    Part(_latin("Charlie"), _F, "1955-02-22", "B", _OM, 12, trouble="partial", followed="begun"),
    Part(
        _chinese("Bing", "演示丙", "yan shi bing"),
        _M,
        "1965-09-11",
        "A",
        _OM,
        5,
        End.HELD,
        1,
        followed="held",
    ),
    Part(_latin("Delta"), _M, "1949-05-19", "", _OM, 0, End.SCREENING),
    Part(_latin("Echo"), _F, "1947-12-08", "B", _OM, 58, followed="partial"),
    Part(
        _chinese("Ding", "演示丁", "yan shi ding"),
        _F,
        "1966-06-06",
        "A",
        _OM,
        56,
        trouble="rt_break",
        followed="serious",
    ),
    Part(_latin("Foxtrot"), _M, "1972-04-17", "B", _LP, 40, End.WITHDRAWN, 5, followed="left"),
    Part(
        _chinese("Wu", "演示戊", "yan shi wu"),
        _M,
        "1951-11-02",
        "A",
        _OM,
        45,
        End.DIED,
        6,
        followed="died",
        falling=True,
    ),
    Part(
        _latin("Golf"), _F, "1963-08-25", "A", _LP, 17, End.DUE_AGAIN, 4, stands=DoseStep.PREPARED
    ),
    Part(_chinese("Ji", "演示己", "yan shi ji"), _F, "1974-10-09", "B", _OM, 4, trouble="away"),
    Part(_latin("Hotel"), _M, "1960-02-29", "A", _OM, 35, followed="midway"),
    Part(_chinese("Geng", "演示庚", "yan shi geng"), _M, "1957-01-15", "", _LP, 0, End.SCREENING),
    Part(_latin("India"), _F, "1969-09-30", "B", _LP, 24, trouble="abandoned"),
    Part(
        _chinese("Xin", "演示辛", "yan shi xin"),
        _F,
        "1959-05-05",
        "A",
        _LP,
        60,
        followed="confirmed",
    ),
    Part(_latin("Juliett"), _F, "1976-03-21", "B", _OM, 2),
    Part(_chinese("Ren", "演示壬", "yan shi ren"), _M, "1962-12-12", "A", _OM, -7),
    Part(
        _latin("Kilo"), _M, "1953-07-28", "B", _LP, 12, End.DUE_AGAIN, 3, stands=DoseStep.VERIFIED
    ),
    Part(_chinese("Ji", "演示𠮷", "yan shi ji"), _F, "1971-06-18", "A", _OM, 19),
    Part(_latin("Lima"), _F, "1968-01-02", "B", _OM, 7, End.OVERDUE, 1),
    Part(
        _chinese("Gui", "演示癸", "yan shi gui"),
        _M,
        "1956-10-24",
        "B",
        _LP,
        62,
        followed="progressed",
        falling=True,
    ),
    Part(_latin("Mike"), _M, "1967-04-11", "B", _LP, 0, stands=DoseStep.PLANNED),
    Part(
        _chinese("Zi", "演示子", "yan shi zi"),
        _F,
        "1975-08-19",
        "A",
        _OM,
        0,
        stands=DoseStep.ASSESSED,
    ),
    Part(
        _latin("November"),
        _F,
        "1952-11-30",
        "B",
        _OM,
        8,
        End.DUE_AGAIN,
        2,
        stands=DoseStep.RECEIVED,
    ),
    Part(
        _chinese("Chou", "演示丑", "yan shi chou"),
        _M,
        "1969-02-07",
        "B",
        _LP,
        0,
        stands=DoseStep.RECEIVED,
    ),
    Part(_latin("Oscar"), _M, "1964-06-23", "A", _OM, 5, End.DUE_AGAIN, 1, stands=DoseStep.STARTED),
    Part(
        _chinese("Yin", "演示寅", "yan shi yin"),
        _F,
        "1958-12-15",
        "B",
        _LP,
        0,
        stands=DoseStep.TOLD,
    ),
)


def parts(count: int) -> tuple[tuple[int, Part], ...]:
    """Return as many numbered parts as asked, from the beginning again when they run out."""
    return tuple((n + 1, PARTS[n % len(PARTS)]) for n in range(count))
