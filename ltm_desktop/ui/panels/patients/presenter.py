"""The patient list: searched as one types, counted, and worded line by line. No Qt here.

Refuses to choose a patient for anybody: it only shows who matches.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ltm_desktop.app.rows import ItemRow, PatientRow
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import PAGE, ListedPatient
from ltm_desktop.domain.patients import Status
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import ItemKind, ItemState, Sex
from ltm_desktop.ui.widgets.reading_dates import read_day

_SHORTEST_DATE = 6
"""Characters; `t` and `+3d` are dates in a form but letters of a name in a search."""
_KEPT = 8
"""Pages kept for turning to and fro; more are asked for again."""
_DUE = (ItemState.DUE_TODAY, ItemState.OPEN)
_Bearers = Mapping[tuple[str, str], Sequence[PatientRow]]
"""Who in view has which name, by its writing."""


@dataclass(frozen=True, slots=True)
class PatientLine:
    """One patient, worded; the state is told by its own shape and word."""

    patient: str
    name: str
    other_name: str
    """The other writing of the name, Chinese or Latin; empty where there is one only."""
    born: str
    sex: str
    subject: str
    hospital_number: str
    arm: str
    following: str
    state: ItemState | None
    standing: str
    """Where the patient stands in the study, shown when no planned item has a state."""
    namesakes: str
    """The warning that somebody else has this name, empty when nobody has."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many patients are overdue, due and on study, whatever is searched for."""

    overdue: int
    due: int
    on_study: int


class PatientsDesk(Protocol):
    """What the list asks of the desk."""

    def patients(self, query: str, most: int, skip: int) -> Sequence[ListedPatient]:
        """Return so many patients in whom every word is found, after so many others."""

    def states(self) -> Mapping[str, ItemState]:
        """Return the most urgent state of every patient who has an item that has come."""

    def standing(self) -> Mapping[str, int]:
        """Return how many patients stand where in the study."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""

    def site_name(self) -> str:
        """Return how the site is called."""

    def may_enrol(self) -> bool:
        """Tell whether the person at the desk enters patients."""

    def now(self) -> datetime:
        """Return the time at the site."""


class PatientsView(Protocol):
    """What the list can show."""

    def show_heading(self, whose: str) -> None:
        """Show whose list this is, for which site and as of when."""

    def show_counts(self, counts: Counts) -> None:
        """Show how many are overdue, due and on study."""

    def show_patients(self, lines: Sequence[PatientLine], foot: str) -> None:
        """Show who matches, and beneath it what is shown of how many."""

    def show_turns(self, *, back: bool, on: bool) -> None:
        """Offer the page of patients before, and the one after."""

    def prepare(self, lines: Sequence[PatientLine]) -> None:
        """Measure who may be shown next."""

    def show_nobody(self, sentence: str, next_step: str) -> None:
        """Say that there is nobody to show, and what the search covers."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it was asked and worded."""

    found: Sequence[ListedPatient]
    lines: Sequence[PatientLine]
    more: bool


class PatientsPresenter:
    """Answer what is typed into the search."""

    def __init__(self, desk: PatientsDesk, view: PatientsView, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._say = say
        self._query = ""
        self._skip = 0
        self._states: Mapping[str, ItemState] = {}
        self._total = 0
        self._pages: dict[int, _Page] = {}
        """By how many patients go before; of this search, and until the store is asked again."""

    def refresh(self) -> None:
        """Ask the store again and show heading, counts and rows."""
        say, now = self._say, self._desk.now()
        self._pages.clear()
        self._view.show_heading(
            say(
                "All patients of {site} · as of {moment}",
                site=self._desk.site_name(),
                moment=say.moment(now),
            )
        )
        self._states = self._desk.states()
        standing = self._desk.standing()
        self._total = sum(standing.values())
        self._view.show_counts(count(self._states, standing.get(Status.ON_STUDY.value, 0)))
        self._show()

    def search(self, typed: str) -> None:
        """Show whom the words match; a date in any usual writing finds a birth date."""
        self._query, self._skip = typed, 0
        self._pages.clear()
        self._show()

    def turn(self, pages: int) -> None:
        """Show the patients of a page before or after."""
        self._skip = max(0, self._skip + pages * PAGE)
        self._show()

    def ahead(self) -> None:
        """Ask for the page after this one, word it and measure it while nobody waits for it."""
        following = self._skip + PAGE
        here = self._pages.get(self._skip)
        if here is not None and here.more and following not in self._pages:
            self._view.prepare(self._page(following).lines)

    def _show(self) -> None:
        page = self._page(self._skip)
        if not page.found and self._skip:
            # the last page went away with its patients
            self.turn(-1)
            return
        self._view.show_turns(back=self._skip > 0, on=page.more)
        if page.found:
            self._view.show_patients(page.lines, self._foot(page.found, more=page.more))
        else:
            self._view.show_nobody(*self._nobody(self._query.strip()))

    def _page(self, skip: int) -> _Page:
        if skip not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.clear()
            found = self._found(self._query, skip)
            here = found[:PAGE]
            bearers = _bearers(here)
            lines = [self._line(one, bearers) for one in here]
            self._pages[skip] = _Page(here, lines, len(found) > PAGE)
        return self._pages[skip]

    def _found(self, typed: str, skip: int) -> Sequence[ListedPatient]:
        """Return a page of whom the words match, and one more where there are more."""
        asked = queries(typed, self._desk.now().date())
        if len(asked) == 1:
            return self._desk.patients(asked[0], PAGE + 1, skip)
        found: dict[str, ListedPatient] = {}
        for query in asked:
            for one in self._desk.patients(query, skip + PAGE + 1, 0):
                found.setdefault(one.patient.patient_id, one)
        return tuple(found.values())[skip : skip + PAGE + 1]

    def _foot(self, found: Sequence[ListedPatient], *, more: bool) -> str:
        say, total = self._say, self._total
        if len(found) == total:
            return say.many("{count} patient.", "{count} patients.", total)
        shown = say("{shown} of {total} patients shown.", shown=len(found), total=total)
        if more or self._skip:
            first, last = self._skip + 1, self._skip + len(found)
            shown = say("{first} to {last} are shown.", first=first, last=last)
            shown = say.together(shown, self._how_many(more=more))
        here = {one.patient.patient_id for one in found}
        late = sum(
            state is ItemState.OVERDUE and patient not in here
            for patient, state in self._states.items()
        )
        others = (
            say.many(
                "{count} of the others is overdue.", "{count} of the others are overdue.", late
            )
            if late
            else say("None of the others is overdue.")
        )
        return say.together(shown, others)

    def _how_many(self, *, more: bool) -> str:
        say, total = self._say, self._total
        if not self._query.strip():
            return say.many(
                "The site has {count} patient.", "The site has {count} patients.", total
            )
        return say("More match: type more, or go on.") if more else say("No more match.")

    def _nobody(self, typed: str) -> tuple[str, str]:
        say = self._say
        if not self._total:
            return say("No patient is entered yet."), self._first_step()
        covers = say(
            "The search covers names, Chinese characters, pinyin, birth dates, "
            "subject and hospital numbers."
        )
        return say("Nobody matches “{typed}”.", typed=typed), covers

    def _first_step(self) -> str:
        """Say what comes before the first patient, or who enters that one."""
        say = self._say
        if self._desk.active() is None:
            return say(
                "Before the first one the site gets ready: Site (F12), Getting ready "
                "says what is missing and who does it."
            )
        if self._desk.may_enrol():
            return say("Enrol the first patient.")
        return say("A nurse, a research nurse or a physician enrols the first one.")

    def _line(self, one: ListedPatient, bearers: _Bearers) -> PatientLine:
        say, row = self._say, one.patient
        born = date.fromisoformat(row.born)
        name, other = listed_name(HumanName(row.family, row.given, row.han_name), say)
        age = say.age(born, self._desk.now().date())
        return PatientLine(
            patient=row.patient_id,
            name=name,
            other_name=other,
            born=say("{date} ({age})", date=born, age=age.replace(" ", "\u00a0")),
            sex=say.term(Sex(row.sex)),
            subject=row.subject_id,
            hospital_number=row.hospital_number,
            arm=self._arm(row.arm),
            following=self._following(one),
            state=one.state,
            standing=self._standing(one),
            namesakes=self._namesakes(one, bearers),
        )

    def _arm(self, code: str) -> str:
        if not code:
            return self._say("not yet randomised")
        active = self._desk.active()
        arms = active.protocol.arms if active else {}
        return self._say.label(arms[code].label) if code in arms else code

    def _following(self, one: ListedPatient) -> str:
        say, item = self._say, one.next_item
        if item is None:
            return say("nothing planned")
        day = date.fromisoformat(item.held_until or item.scheduled)
        if item.held_until and one.state is ItemState.HELD:
            return say("{item}, held until {day}", item=item_words(item, say), day=day)
        return say("{item}, {day}", item=item_words(item, say), day=day)

    def _standing(self, one: ListedPatient) -> str:
        status = Status(one.patient.status)
        if status is Status.ON_STUDY and one.patient.treatment_end:
            return self._say("Treatment complete")
        return self._say.term(status)

    def _namesakes(self, one: ListedPatient, bearers: _Bearers) -> str:
        if not one.same_name:
            return ""
        # The birth date is named only where the other is in view and has another one.
        born = [
            other.born
            for name in _names(one.patient)
            for other in bearers[name]
            if other.patient_id != one.patient.patient_id
        ]
        if not born or one.patient.born in born:
            return self._say("same name twice: compare the subject number")
        return self._say("same name twice: compare the birth date")


def _bearers(found: Sequence[ListedPatient]) -> _Bearers:
    """Return those in view by each of their names."""
    told: dict[tuple[str, str], list[PatientRow]] = defaultdict(list)
    for one in found:
        for name in _names(one.patient):
            told[name].append(one.patient)
    return told


def _names(row: PatientRow) -> list[tuple[str, str]]:
    """Return the names of a patient as they are compared, each by its writing."""
    told = (("latin", row.name_key), ("han", row.han_name))
    return [(writing, name) for writing, name in told if name]


def queries(typed: str, today: date) -> tuple[str, ...]:
    """Return what to search for: the words as typed, and each birth date they can mean."""
    words = " ".join(typed.replace(",", " ").replace("，", " ").split())
    readings = read_day(words, today).values if len(words) >= _SHORTEST_DATE else ()
    return tuple(dict.fromkeys((words, *(day.isoformat() for day in readings))))


def count(states: Mapping[str, ItemState], on_study: int) -> Counts:
    """Return how many are overdue, due and on study."""
    told = Counter(states.values())
    return Counts(
        overdue=told[ItemState.OVERDUE],
        due=sum(told[state] for state in _DUE),
        on_study=on_study,
    )


def item_words(item: ItemRow, say: Words) -> str:
    """Write dose 3 of 8 or fraction 12 of 20."""
    if ItemKind(item.kind) is ItemKind.DOSE:
        return say("dose {n} of {total}", n=item.number, total=item.of)
    return say("fraction {n} of {total}", n=item.number, total=item.of)
