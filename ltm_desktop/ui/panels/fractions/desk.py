"""What the panel's presenters ask of the desk, and who may do what on it. No Qt here."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Protocol

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.course_views import CourseView, view_course
from ltm_desktop.app.ports import AlertLog, TreatmentFiles
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.people import ROLES_FOR, Person
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.ui.desk_verbs import FormDesk
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.shown import Wording


class FractionsDesk(FormDesk, Protocol):
    """What the panel asks of the desk."""

    @property
    def alert_log(self) -> AlertLog:
        """What was shown and what became of it."""

    @property
    def treatment_files(self) -> Callable[[], TreatmentFiles] | None:
        """Opens the door to files of radiotherapy systems."""


def course_of(desk: FractionsDesk, patient: PatientId) -> CourseView | None:
    """Return the patient's course, None before the order."""
    active = desk.active()
    return view_course(desk.chart(patient), active, desk.act()) if active else None


def wording_of(desk: FractionsDesk, say: Words) -> Wording | None:
    """Return what is needed to word a course, None before a configuration is signed."""
    active = desk.active()
    if active is None:
        return None
    names = {str(who): person_name(one.name) for who, one in desk.site().people.items()}
    return Wording(say, active, names, desk.act().now)


def has_role(desk: FractionsDesk, roles: Iterable[Role]) -> bool:
    """Tell whether the person at the desk has one of some roles."""
    person = desk.site().people.get(desk.act().author)
    return person is not None and person.active and bool(set(roles) & set(person.roles))


def therapists(desk: FractionsDesk) -> tuple[Option, ...]:
    """Return who may treat, by name."""
    return people_with(desk, lambda one: bool(ROLES_FOR[Task.TREAT] & set(one.roles)))


def physicians(desk: FractionsDesk) -> tuple[Option, ...]:
    """Return the physicians, by name."""
    roles = {Role.PHYSICIAN, Role.INVESTIGATOR}
    return people_with(desk, lambda one: bool(roles & set(one.roles)))


def people_with(desk: FractionsDesk, wanted: Callable[[Person], bool]) -> tuple[Option, ...]:
    """Return the people of the site who are wanted, by name, each unmistakable."""
    people = [one for one in desk.site().people.values() if one.active and wanted(one)]
    ordered = sorted(people, key=lambda one: (one.name.family, one.name.given, one.person))
    names = Counter(person_name(one.name) for one in ordered)
    return tuple(Option(one.person, _unmistakable(one, names)) for one in ordered)


def _unmistakable(person: Person, names: Counter[str]) -> str:
    """Name a colleague, with the user id where two have one name."""
    name = person_name(person.name)
    return name if names[name] == 1 else f"{name} · {person.person}"


def options(active: ActiveProtocol | None, vocabulary: str, say: Words) -> tuple[Option, ...]:
    """Return a vocabulary of the signed protocol; nothing before one is signed."""
    if active is None:
        return ()
    codes = active.vocabulary(vocabulary)
    return tuple(Option(one, active.label(vocabulary, one, say.language)) for one in codes)
