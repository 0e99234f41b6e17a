"""What followed the doses of each demo patient, as a table of days; every finding is invented."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ltm_desktop.app.demo.scenes_followed import (
    Scene,
    aware,
    close,
    contact,
    count_platelets,
    end,
    first_csf,
    grade,
    judge,
    judge_serious,
    last_csf,
    learn,
    milestones,
    notify,
    progress,
    report,
    sign_form,
)
from ltm_desktop.app.demo.scenes_response import Seen, assess
from ltm_desktop.domain.follow_up import ContactWay
from ltm_desktop.domain.response_terms import BASELINE, Change, time_point
from ltm_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from ltm_desktop.app.demo.stories import Story

_BETTER, _WORSE = Change.IMPROVED, Change.WORSE
_D14, _D42 = time_point(14), time_point(42)
_LEGS = (
    "Two weeks after the last dose the patient could not lift the left foot and was admitted. "
    "The scan of the spine showed enhancing roots. Steroids were begun the same day. (synthetic)"
)
_SEIZURE = (
    "A seizure at home, over within a minute. Admitted for two nights; the scan showed no bleeding "
    "and the level of the anticonvulsant was low. (synthetic)"
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One act and its moment."""

    day: int
    """Days after the day of the first dose; with `before_today`, days before today."""
    hour: int
    scene: Scene
    before_today: bool = False
    minute: int = 0

    def at(self, story: "Story") -> datetime:
        """Return when it happens in a story."""
        since = timedelta(days=self.day)
        day = story.today - since if self.before_today else story.first_day() + since
        return story.at(day, self.hour, self.minute)


def happenings(story: "Story") -> Iterator[datetime]:
    """Yield each moment of what followed before it happens; nothing without a course."""
    course = COURSES.get(story.part.followed, ())
    for at, scene in sorted(((one.at(story), one.scene) for one in course), key=lambda one: one[0]):
        yield at
        scene(story)


def _lately(day: int, hour: int, scene: Scene, minute: int = 0) -> Happening:
    return Happening(day, hour, scene, before_today=True, minute=minute)


def _opening(seen: Seen) -> tuple[Happening, ...]:
    """Return what is looked at before the first dose."""
    return (
        Happening(-2, 10, milestones),
        Happening(-1, 11, first_csf),
        Happening(-1, 14, assess(BASELINE, seen)),
    )


def _nausea(day: int) -> tuple[Happening, ...]:
    return (
        Happening(day, 16, report("nausea", 1, "feels sick since the dose (synthetic)")),
        Happening(day + 1, 9, judge("nausea", "pemetrexed_it")),
        Happening(day + 3, 9, end("nausea")),
    )


def _headache(day: int) -> tuple[Happening, ...]:
    words = "head aches when sitting up (synthetic)"
    return (
        Happening(day, 17, report("headache", 2, words)),
        Happening(day + 1, 9, judge("headache", "procedure", "probable", treatment="paracetamol")),
        Happening(day + 2, 16, grade("headache", 1)),
        Happening(day + 4, 16, end("headache")),
    )


_ILL = Seen((1, 1, 2, 0, 0, 1), "9", 60, "6")
_LESS_ILL = Seen((0, 1, 1), "6", 70, "4", _BETTER, _BETTER, _BETTER, _BETTER)
_WELL = Seen((0, 0, 1), "5", 80, "2", _BETTER, _BETTER, _BETTER, _BETTER)
_SAME = Seen((1, 1, 2, 0, 0, 1), "9", 60, "6")
_UNSEEN = Seen((1, 0, 1), "", 70, "4", _BETTER, _BETTER, None, _BETTER)
_ILLER = Seen((2, 2, 2, 1, 0, 1, 0, 0, 1, 2), "14", 40, "8", _WORSE, _WORSE, _WORSE, _WORSE)

COURSES: dict[str, tuple[Happening, ...]] = {
    "begun": (
        *_opening(_ILL),
        Happening(9, 17, report("headache", 1, "dull since yesterday (synthetic)", days_ago=1)),
    ),
    "held": (
        *_opening(_ILL),
        # on the morning of the dose that is held for it
        Happening(3, 7, count_platelets("38", 3)),
        Happening(3, 9, judge("platelet_count_decreased", "pemetrexed_it", "probable", held=True)),
    ),
    "midway": (
        *_opening(_ILL),
        *_nausea(2),
        Happening(15, 14, assess(_D14, _UNSEEN, "partial_response", "scanner out of order")),
        Happening(16, 9, report("fatigue", 1, "tired, rests at noon (synthetic)")),
        Happening(17, 9, judge("fatigue", "disease", "probable")),
        Happening(24, 9, grade("fatigue", 2)),
        Happening(24, 10, judge("fatigue", "disease", "probable")),
    ),
    "partial": (
        *_opening(_ILL),
        *_nausea(2),
        Happening(15, 14, assess(_D14, _LESS_ILL, "partial_response")),
        *_headache(16),
        Happening(20, 9, report("fatigue", 2, "sits most of the day (synthetic)")),
        Happening(21, 9, judge("fatigue", "disease", "probable")),
        Happening(33, 9, grade("fatigue", 1)),
        Happening(43, 14, assess(_D42, _SAME, "stable_disease")),
        Happening(52, 11, contact(ContactWay.PHONE, "stable", "eats well (synthetic)")),
    ),
    "confirmed": (
        *_opening(_ILL),
        *_headache(1),
        Happening(14, 14, assess(_D14, _LESS_ILL, "obvious_response")),
        Happening(
            25, 9, report("alanine_aminotransferase_increased", 1, "found at a check (synthetic)")
        ),
        Happening(26, 9, judge("alanine_aminotransferase_increased", "pemetrexed_it")),
        Happening(34, 9, end("alanine_aminotransferase_increased")),
        Happening(43, 14, assess(_D42, _WELL, "obvious_response")),
        Happening(50, 11, contact(ContactWay.VISIT, "improved", "walks alone (synthetic)")),
        Happening(50, 12, last_csf),
        Happening(57, 11, contact(ContactWay.PHONE, "improved")),
    ),
    "serious": (
        *_opening(_ILL),
        *_nausea(5),
        Happening(15, 14, assess(_D14, _LESS_ILL, "partial_response")),
        Happening(24, 9, report("dermatitis_radiation", 1, "skin red (synthetic)")),
        Happening(25, 9, judge("dermatitis_radiation", "radiotherapy", "definite")),
        Happening(31, 9, grade("dermatitis_radiation", 2)),
        Happening(31, 10, judge("dermatitis_radiation", "radiotherapy", "definite")),
        Happening(40, 9, end("dermatitis_radiation")),
        Happening(43, 14, assess(_D42, _LESS_ILL, "partial_response")),
        _lately(2, 15, report("arachnoiditis", 2, "legs burn (synthetic)")),
        _lately(1, 15, grade("arachnoiditis", 3)),
        _lately(
            1,
            16,
            judge_serious(
                "arachnoiditis", "pemetrexed_it", "probable", "dexamethasone 8 mg (synthetic)"
            ),
        ),
        _lately(1, 16, aware("arachnoiditis", "seen on the ward round", hours_ago=3), 5),
        _lately(1, 17, notify("arachnoiditis", "sponsor", "SYN-0041")),
        _lately(1, 18, sign_form("arachnoiditis", _LEGS)),
        _lately(0, 7, learn("arachnoiditis", "walks with help this morning (synthetic)")),
    ),
    "left": (
        *_opening(_ILL),
        Happening(12, 16, report("back_pain", 2, "since the puncture (synthetic)")),
        Happening(13, 9, judge("back_pain", "procedure", "definite", treatment="ibuprofen")),
        Happening(17, 9, end("back_pain")),
        Happening(15, 14, assess(_D14, _SAME, "stable_disease")),
        _lately(3, 11, contact(ContactWay.PHONE, "stable", "looked after at home (synthetic)")),
    ),
    "died": (
        *_opening(_ILL),
        *_nausea(2),
        Happening(15, 14, assess(_D14, _SAME, "stable_disease")),
        Happening(18, 9, report("platelet_count_decreased", 1, "blood count (synthetic)")),
        Happening(19, 9, judge("platelet_count_decreased", "pemetrexed_it", "probable")),
        Happening(25, 9, grade("platelet_count_decreased", 2)),
        Happening(25, 10, judge("platelet_count_decreased", "pemetrexed_it", "probable")),
        Happening(33, 11, progress("double vision, drowsy; not fit for a scan (synthetic)")),
        Happening(33, 12, report("somnolence", 2, "sleeps most of the day (synthetic)")),
        Happening(34, 9, judge("somnolence", "disease", "definite")),
        Happening(
            35, 11, contact(ContactWay.VISIT, "worse", "at home with the family (synthetic)")
        ),
    ),
    "progressed": (
        *_opening(_ILL),
        Happening(6, 9, report("white_blood_cell_decreased", 2, "blood count (synthetic)")),
        Happening(7, 9, judge("white_blood_cell_decreased", "systemic_drug")),
        Happening(13, 9, end("white_blood_cell_decreased")),
        Happening(15, 14, assess(_D14, _SAME, "stable_disease")),
        Happening(40, 9, report("seizure", 2, "one minute, at home (synthetic)")),
        Happening(
            40,
            10,
            judge_serious("seizure", "disease", "probable", "levetiracetam (synthetic)"),
        ),
        Happening(40, 10, aware("seizure", "called by the family", hours_ago=1), minute=5),
        Happening(40, 12, notify("seizure", "sponsor", "SYN-0038")),
        Happening(41, 12, sign_form("seizure", _SEIZURE)),
        Happening(42, 9, end("seizure")),
        Happening(43, 14, assess(_D42, _ILLER, "progressive_disease")),
        Happening(44, 9, notify("seizure", "sponsor", "SYN-0038-1")),
        Happening(45, 9, close("seizure", "No seizure since; nothing more is awaited.")),
        Happening(
            50,
            11,
            contact(ContactWay.VISIT, "worse", therapy="osimertinib, daily (synthetic)"),
        ),
        Happening(50, 12, last_csf),
        Happening(58, 11, contact(ContactWay.RELATIVE, "worse", "at home (synthetic)")),
    ),
}
"""What followed, by the name in a part."""
