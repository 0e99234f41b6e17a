"""People of the site: who there is, and inviting one more with roles and a look at who it is.

No Qt here. No secret is chosen here: the person does at the first sign-in, before a witness.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.founding import PersonForm
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PersonId, person_id
from ltm_desktop.domain.people import HumanName, IdentityCheck, IdentitySeen, Person
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.ui.speak import to_alerts

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line of the list, worded."""

    user_id: str
    name: str
    roles: str
    register: str
    certificate: str


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """The form as typed."""

    user_id: str
    family: str
    given: str
    han: str
    pinyin: str
    roles: tuple[Role, ...]
    seen: IdentitySeen | None
    seen_on: date | None


class PeopleDesk(Protocol):
    """What the people page asks of the desk."""

    def people(self) -> Mapping[PersonId, Person]:
        """Return everybody of the site."""

    def me(self) -> PersonId:
        """Return who is at the desk."""

    def invite(self, form: PersonForm) -> PersonId:
        """Enter a person who has no key yet. Raises Refused, Unavailable."""


class PeopleView(Protocol):
    """What the people page can show."""

    def show_people(self, people: Sequence[ListedPerson]) -> None:
        """Replace the list."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that stands against entering, together; the form keeps what was typed."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while the entry is written."""

    def show_entered(self, sentence: str) -> None:
        """Say who was entered and empty the form."""


class PeoplePresenter:
    """List people and enter one more."""

    def __init__(self, desk: PeopleDesk, view: PeopleView, run: Run, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say

    def refresh(self) -> None:
        """Ask for everybody again."""
        people = sorted(self._desk.people().values(), key=lambda one: one.person)
        self._view.show_people([listed(one, self._say) for one in people])

    def enter(self, typed: TypedPerson) -> None:
        """Invite a person; whatever is wrong is told together."""
        alerts = check_typed(typed)
        if alerts:
            self._view.show_alerts(alerts)
            return
        form = to_form(typed, self._desk.me())
        self._view.show_alerts(())
        self._view.show_busy(True)
        self._run(lambda: self._desk.invite(form), self._entered, self._failed)

    def _entered(self, person: PersonId) -> None:
        self._view.show_busy(False)
        name = person_name(self._desk.people()[person].name)
        self._view.show_entered(
            self._say(
                "{name} is invited as {person}. The first sign-in needs you and a witness.",
                name=name,
                person=person,
            )
        )
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))


def check_typed(typed: TypedPerson) -> tuple[Alert, ...]:
    """Return everything that is missing or cannot be read in the form."""
    found: list[Alert] = []
    try:
        person_id(typed.user_id)
    except LtmError as error:
        found += to_alerts(error)
    if not typed.family and not typed.han:
        found.append(stop("people.name_missing"))
    if not typed.roles:
        found.append(stop("people.role_missing"))
    if typed.seen is None or typed.seen_on is None:
        found.append(stop("people.identity_missing", person=typed.user_id))
    return tuple(found)


def to_form(typed: TypedPerson, looked: PersonId) -> PersonForm:
    """Return the form as the site invites people; whoever enters them looked who they are."""
    name = HumanName(typed.family, typed.given, typed.han, typed.pinyin)
    identity = None
    if typed.seen is not None and typed.seen_on is not None:
        identity = IdentityCheck(typed.seen, looked, typed.seen_on)
    return PersonForm(typed.user_id, name, typed.roles, identity=identity)


def listed(person: Person, say: Words) -> ListedPerson:
    """Return one line of the list."""
    return ListedPerson(
        user_id=person.person,
        name=person_name(person.name),
        roles=say.listing(say.term(role) for role in person.roles),
        register="\n".join(register(person, say)) or say("not on the register"),
        certificate=say("accepted") if person.accepted else say("not yet accepted"),
    )


def register(person: Person, say: Words) -> list[str]:
    """Word the register of one person, tasks of one period together."""
    periods: dict[tuple[date, date | None], list[Task]] = {}
    for line in person.competencies:
        periods.setdefault((line.valid_from, line.valid_to), []).append(line.task)
    return [_period(tasks, since, until, say) for (since, until), tasks in periods.items()]


def _period(tasks: Sequence[Task], since: date, until: date | None, say: Words) -> str:
    named = say.listing(say.term(task) for task in tasks)
    if until is None:
        return say("{tasks}: since {day}", tasks=named, day=since)
    return say("{tasks}: {day} to {last}", tasks=named, day=since, last=until)
