"""The facts on file of one patient's follow-up, and what this person may tell of it. No Qt."""

from collections.abc import Iterator

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ending import CourseEnd
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
    ContactWay,
    Milestone,
    ProgressionJudged,
    ToldFact,
)
from ltm_desktop.domain.follow_up_decisions import JUDGES
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.patients import ENROLLERS
from ltm_desktop.domain.people import check_colleague, check_role
from ltm_desktop.ui.desk_verbs import FormDesk
from ltm_desktop.ui.options import vocabulary_of
from ltm_desktop.ui.panels.follow_up.shown import FactLine, Offered, Telling
from ltm_desktop.ui.panels.follow_up.typed import END
from ltm_desktop.ui.panels.follow_up.words import FollowUpWords


class Offering:
    """Word what stands and what may be done about it, for the person at the desk."""

    def __init__(self, desk: FormDesk, patient: PatientId, say: Words) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say

    @property
    def words(self) -> FollowUpWords:
        """Return how facts and people are worded now."""
        desk = self._desk
        zone = desk.clock.now().tzinfo
        return FollowUpWords(self._say, desk.site().people, desk.active(), zone)

    def lines(self) -> tuple[FactLine, ...]:
        """Return every end and fact on file, the newest fact first."""
        chart = self._desk.chart(self._patient)
        return (*self._ends(chart), *self._facts(chart))

    def named(self, key: str) -> str:
        """Name a fact or an end with its day, for the head of a form."""
        found = next((one for one in self.lines() if key and one.key == key), None)
        return self._say("{what} on {day}", what=found.what, day=found.day) if found else ""

    def offered(self) -> Offered:
        """Return what this person may tell, and from which lists; nothing to one who reads."""
        say, active = self._say, self._desk.active()
        if not self._may():
            return Offered(())
        return Offered(
            tellings=tuple(self._tellings()),
            ways=tuple((one.value, say.begin(say.term(one))) for one in ContactWay),
            diseases=vocabulary_of(active, "disease_state", say),
            milestones=tuple((one.value, say.begin(say.term(one))) for one in Milestone),
            correction_reasons=vocabulary_of(active, "correction_reason", say),
            void_reasons=vocabulary_of(active, "void_reason", say),
            seconds=tuple(self._seconds()),
        )

    def _facts(self, chart: Chart) -> Iterator[FactLine]:
        words, say = self.words, self._say
        told = sorted(chart.follow_up.told, key=lambda one: one.fact.on, reverse=True)
        for one in told:
            yield FactLine(
                key=one.fact.record,
                day=say.date(one.fact.on),
                what=words.what(one.fact),
                details=words.details(one),
                entered=words.entered(one),
                stands=one.stands,
                may_correct=one.stands and isinstance(one.fact, ContactRecorded) and self._may(),
                may_take_back=one.stands and self._may_take_back(one),
            )

    def _ends(self, chart: Chart) -> Iterator[FactLine]:
        say, patient = self._say, chart.patient
        ends = (
            (CourseEnd.DEATH, patient.died_on if patient else None),
            (CourseEnd.WITHDRAWAL, patient.withdrawn_on if patient else None),
        )
        for end, on in ends:
            if on is not None:
                what, details = say.begin(say.term(end)), say("recorded in the tab Record")
                may = self._may()
                yield FactLine(END + end, say.date(on), what, details, "", True, False, may)

    def _may(self) -> bool:
        return not any(check_role(self._desk.site().people, self._desk.act().author, *ENROLLERS))

    def _judges(self) -> bool:
        return not any(check_role(self._desk.site().people, self._desk.act().author, *JUDGES))

    def _may_take_back(self, told: ToldFact) -> bool:
        return self._judges() if isinstance(told.fact, ProgressionJudged) else self._may()

    def _tellings(self) -> Iterator[tuple[str, str]]:
        say = self._say
        yield Telling.CONTACT, say("Contact")
        yield Telling.LOST, say("Lost to follow-up")
        if self._judges():
            yield Telling.PROGRESSION, say("Progression")
        yield Telling.MILESTONE, say("Day of the course")

    def _seconds(self) -> Iterator[tuple[str, str]]:
        people, author = self._desk.site().people, self._desk.act().author
        for person in people:
            against = (*check_colleague(people, person), *check_role(people, person, *ENROLLERS))
            if person != author and not against:
                yield person, self.words.person(PersonId(person))
