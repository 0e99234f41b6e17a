"""Sites of any size: a clinic founded and staffed as in life, its past loaded, its present played.

Nobody in them exists. A site is made once in the folder that is kept and found there again.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.bulk import MARKED, Loader, Template, keys_of
from benchmarks.course import ACTS, LASTS, TO_FIRST_DOSE, Course, Person
from ltm_desktop.app.demo import build
from ltm_desktop.app.demo.cast import ADMINISTRATOR, COUNTRY, DEMO_SECRET, ZONE, people, site_form
from ltm_desktop.app.demo.staff import take_in
from ltm_desktop.app.demo.stage import KeptCabinet, SetClock, Stage
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.protocols.working_days import CountryCalendar
from ltm_desktop.storage.engine import open_engine
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.heads import HeadsFile
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store
from ltm_desktop.storage.tables import SCHEMA

ACTIVE = 6
"""Patients under treatment, the same at every site: only its past grows."""
COHORT, COHORTS = 250, 100
"""Patients who begin on one day, and days at most: more patients begin on each then."""
_BEFORE = timedelta(days=90)
"""In which the patients under treatment play."""
_STAFFED = timedelta(days=20)
_SYLLABLES = (
    "an bai chen dong en fang gao han jun kai lan mei ning ping qing ran shu tao wei xin yan zi"
)
_HAN = "安白晨东恩方高涵君凯兰梅宁平青然书涛伟欣颜子文华明丽芳强军洋勇艳杰娟涛敏静磊"
_FAMILIES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Patients who began on one day and had the same course."""

    begins: date
    first: int
    last: int

    def people(self) -> Iterator[Person]:
        """Yield them."""
        return (person(number) for number in range(self.first, self.last + 1))


def person(number: int) -> Person:
    """Return the invented patient of a number: a Latin name, or a Chinese one with its pinyin."""
    chance = random.Random(number)  # noqa: S311 - names, not secrets; the same ones every time
    syllables = _SYLLABLES.split()
    family, given = chance.choice(syllables), "".join(chance.sample(syllables, 2))
    if chance.random() < 0.5:
        return Person(f"{number:08d}", family.title(), given.title(), "", "")
    han = chance.choice(_FAMILIES) + "".join(chance.sample(_HAN, 2))
    pinyin = " ".join([family, *chance.sample(syllables, 2)])
    return Person(f"{number:08d}", family.title(), given.title(), han, pinyin)


def site(keep: Path, patients: int, *, say: Say = lambda _: None) -> Path:
    """Return a site of so many patients, made now unless it stands there already."""
    path = keep / f"site-{patients}-{_made_by()}"
    if not path.exists():
        keep.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        make(making, patients, say=say)
        making.rename(path)
    return path


def _made_by() -> str:
    """Return what a kept site must agree with: the shape of the store, the protocol file."""
    return f"{SCHEMA}-{House().library().load(build.STUDY, build.VERSION)[1][:8]}"


def make(path: Path, patients: int, *, now: datetime | None = None, say: Say) -> None:
    """Make a site: its staff, its past by the loader, its present through the recorder."""
    today = (now or datetime.now(UTC)).astimezone(ZoneInfo(ZONE))
    past = cohorts(patients, (today - _BEFORE).date())
    began = datetime.combine(past[0].begins, today.timetz()) if past else today - _BEFORE
    found(path, began - _STAFFED)
    say(f"{patients} patients: the past of {len(past)} days")
    load(path, past, say)
    say(f"{patients} patients: {ACTIVE} under treatment")
    _play(path, today)


def cohorts(patients: int, until: date) -> list[Cohort]:
    """Return who began when, oldest first; all of it is over by a day."""
    found_: list[Cohort] = []
    last, day = patients, until - LASTS
    size = max(COHORT, -(-patients // COHORTS))
    while last > 0:
        day = _begins_by(day)
        first = max(1, last - size + 1)
        found_.append(Cohort(day, first, last))
        last, day = first - 1, day - timedelta(days=1)
    return found_[::-1]


def found(path: Path, at: datetime) -> None:
    """Found the clinic, take its staff in and sign the examples."""
    house, clock, say = House(), SetClock(ZONE, at), Words("en")
    desk = house.found_site(path, site_form(), say, clock=clock).desk
    desk.cabinet = KeptCabinet(desk.cabinet)
    for form in people(at.date()):
        take_in(desk, form, say)
    stage = Stage(desk, clock, say)
    build.make_ready(stage)
    build.sign_examples(stage, house)
    desk.close()


def load(path: Path, past: list[Cohort], say: Say = lambda _: None) -> None:
    """Write the past of a closed site by the loader."""
    folder = open_site(path)
    data_key = KeyFile(folder.keys).unlock(ADMINISTRATOR, DEMO_SECRET).data_key
    told = list(zip(past, templates(path, past), strict=True))
    store = open_store(folder, data_key)
    engine = open_engine(folder.store, data_key, read_only=False)
    try:
        keys = keys_of(KeyFile(folder.keys), DEMO_SECRET)
        loader = Loader(engine, HeadsFile(folder.heads), keys, store.head())
        for done, (cohort, both, step) in enumerate(_in_time(told), start=1):
            for one in cohort.people():
                loader.write(both[bool(one.han)], step, one)
            if done % 100 == 0:
                say(f"{loader.head.seq:,} entries")
        loader.write_rows(
            (both[bool(one.han)], one) for cohort, both in told for one in cohort.people()
        )
    finally:
        engine.dispose()
        store.close()


Both = tuple[Template, Template]
"""One course twice: of a patient without a Chinese name, and of one with it."""


def templates(path: Path, past: list[Cohort]) -> list[Both]:
    """Return the course of each cohort, told through the recorder in a copy that is thrown away."""
    if not past:
        return []
    aside = path.with_name(path.name + ".aside")
    shutil.copytree(path, aside)
    try:
        with at_work(aside, past[0].begins) as stage:
            courses = [_marked(stage, number, one) for number, one in enumerate(past)]
            tell([course for pair in courses for course in pair])
            return [(_template(stage, one), _template(stage, other)) for one, other in courses]
    finally:
        shutil.rmtree(aside)


def tell(courses: Sequence[Course]) -> None:
    """Let courses happen side by side, act by act in the order of time: no clock goes back."""
    acts = [
        (course.moment_of(step), place, step)
        for place, course in enumerate(courses)
        for step in range(ACTS)
    ]
    for _, place, step in sorted(acts):
        courses[place].take(step)


def _marked(stage: Stage, number: int, cohort: Cohort) -> tuple[Course, Course]:
    marks = (replace(who, mark=f"Q{number:06d}{place}") for place, who in enumerate(MARKED))
    latin, chinese = (Course(stage, one, cohort.begins) for one in marks)
    return latin, chinese


def _template(stage: Stage, course: Course) -> Template:
    store = stage.desk.store
    rows = store.rows(course.patient)
    if rows is None:
        raise LookupError(course.patient)
    return Template.of(course.person, store.entries(course.patient), rows)


def moment(day: date) -> datetime:
    """Return the morning of a day at the clinic."""
    return datetime.combine(day, time(7), ZoneInfo(ZONE))


@contextmanager
def at_work(path: Path, day: date) -> Iterator[Stage]:
    """Open a site whose clock is set by hand and whose people all sign at once."""
    clock = SetClock(ZONE, moment(day))
    desk = House(lambda _: clock).open_site(path, ADMINISTRATOR, DEMO_SECRET)
    desk.cabinet = KeptCabinet(desk.cabinet)
    try:
        yield Stage(desk, clock, Words("en"))
    finally:
        desk.close()


def _play(path: Path, now: datetime) -> None:
    """Let the patients under treatment live through the last weeks until now."""
    with at_work(path, (now - _BEFORE).date()) as stage:
        clock = stage.clock
        if not isinstance(clock, SetClock):
            raise TypeError("the stage has a clock that is set by hand")
        build.play(stage, clock, ACTIVE, now, lambda _: None)
        clock.at = now


def _in_time(told: list[tuple[Cohort, Both]]) -> list[tuple[Cohort, Both, int]]:
    acts = (
        (entry.recorded_at, number, step)
        for number, (_, both) in enumerate(told)
        for step, entry in enumerate(both[0].entries)
    )
    return [(*told[number], step) for _, number, step in sorted(acts)]


def _begins_by(day: date) -> date:
    """Return the last day up to this one on which a course may begin: its first dose is on call."""
    days = CountryCalendar(COUNTRY, (1, 2, 3, 4, 5), ())
    working = days.between(day - timedelta(days=30), day + LASTS)
    while not working.is_working(day + TO_FIRST_DOSE):
        day -= timedelta(days=1)
    return day
