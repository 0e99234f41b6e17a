"""People of the site: who there is, how it stands with each, and what is written about them.

No Qt here. No secret is chosen here: a person does at the first sign-in, before a witness.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from ltm_desktop.app.certifying import KeyForm
from ltm_desktop.app.charts import person_name
from ltm_desktop.app.founding import PersonForm
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.certifying import RecoveryDrilled
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PersonId, person_id
from ltm_desktop.domain.people import (
    HumanName,
    IdentityCheck,
    IdentitySeen,
    Person,
)
from ltm_desktop.domain.site import SiteCommand
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.panels.site.people_acts import (
    OF_ONE,
    WHO_MAY,
    Doing,
    TypedAct,
    TypedDrill,
    TypedKey,
    TypedLeaving,
    TypedOwnWord,
    check_act,
    to_command,
)
from ltm_desktop.ui.panels.site.people_told import ListedPerson, Sections, about, listed
from ltm_desktop.ui.speak import to_alerts

_FEW = 2
_A_YEAR = timedelta(days=365)


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

    def today(self) -> date:
        """Return the day at the site."""

    def drilled(self) -> RecoveryDrilled | None:
        """Return when the recovery key was last tried from paper."""

    def invite(self, form: PersonForm) -> PersonId:
        """Enter a person who has no key yet. Raises Refused, Unavailable."""

    def write(self, command: SiteCommand, secret: str) -> None:
        """Write a command, signed by whoever is at the desk. Raises Refused, Unavailable."""

    def retire(self, command: SiteCommand) -> None:
        """End a person's work here and take the slot away. Raises Refused, Unavailable."""

    def give_key(self, form: KeyForm) -> None:
        """Give a person a key before a witness. Raises Refused, Unavailable."""

    def drill(self, recovery_key: str, secret: str) -> None:
        """Try the recovery key and record it. Raises Refused, Unavailable."""

    def acknowledge(self, secret: str) -> None:
        """Answer for one's own signature. Raises Refused, Unavailable."""


class PeopleView(Protocol):
    """What the people page can show."""

    def show_people(self, people: Sequence[ListedPerson], notices: Sequence[str]) -> None:
        """Replace the list, and what concerns everybody."""

    def show_person(self, person: Person | None, about: Sections) -> None:
        """Show the chosen person, or that nobody is chosen."""

    def show_drilled(self, sentence: str) -> None:
        """Say when the recovery key was last tried."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that stands against it, together; the form keeps what was typed."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while the entry is written."""

    def show_done(self, sentence: str) -> None:
        """Say what was written and empty the form."""


class PeoplePresenter:
    """List people, say how it stands with one, and write about that one."""

    def __init__(self, desk: PeopleDesk, view: PeopleView, run: Run, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._chosen = ""

    def refresh(self) -> None:
        """Ask for everybody again."""
        people, say = self._desk.people(), self._say
        ordered = sorted(people.values(), key=lambda one: (one.retired is not None, one.person))
        self._view.show_people([listed(one, say) for one in ordered], tuple(self._notices()))
        self._view.show_drilled(self._drilled())
        self.choose(self._chosen)

    def choose(self, user_id: str) -> None:
        """Show one person."""
        self._chosen = user_id
        known = self._desk.people().get(PersonId(user_id))
        self._view.show_person(known, about(known, self._say) if known else ())

    def enter(self, typed: TypedPerson) -> None:
        """Invite a person; whatever is wrong is told together."""
        alerts = check_typed(typed)
        self._view.show_alerts(alerts)
        if alerts:
            return
        form = to_form(typed, self._desk.me())
        self._view.show_busy(True)
        self._run(lambda: self._desk.invite(form), self._entered, self._failed)

    def act(self, typed: TypedAct) -> None:
        """Write what a form asks for about the chosen person."""
        alerts = check_act(typed)
        self._view.show_alerts(alerts)
        if alerts:
            return
        person = PersonId(self._chosen)
        self._view.show_busy(True)
        self._run(lambda: self._write(typed, person), lambda _: self._written(), self._failed)

    def _write(self, typed: TypedAct, person: PersonId) -> None:
        command = to_command(typed, person)
        if isinstance(typed, TypedKey):
            self._desk.give_key(typed.form(person))
        elif isinstance(typed, TypedDrill):
            self._desk.drill(typed.recovery_key, typed.secret)
        elif isinstance(typed, TypedOwnWord):
            self._desk.acknowledge(typed.secret)
        elif command is not None and isinstance(typed, TypedLeaving):
            self._desk.retire(command)
        elif command is not None:
            self._desk.write(command, getattr(typed, "secret", ""))

    def _written(self) -> None:
        self._view.show_busy(False)
        self.refresh()
        self._view.show_done(self._say("Recorded in the site's ledger."))

    def _entered(self, person: PersonId) -> None:
        self._view.show_busy(False)
        name = person_name(self._desk.people()[person].name)
        self._chosen = person
        self.refresh()
        self._view.show_done(
            self._say(
                "{name} is invited as {person}. The first sign-in needs you and a witness.",
                name=name,
                person=person,
            )
        )

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))

    def _notices(self) -> Iterator[str]:
        say, people = self._say, self._desk.people()
        able = [one for one in people.values() if one.active]
        if len(able) <= _FEW:
            yield say(
                "Few people can sign here: if one forgets the secret, nobody can witness a new "
                "key. Let a third sign in first."
            )
        me = people.get(self._desk.me())
        if me is not None and _is_old(me.acknowledged_on, self._desk.today()):
            yield say("Please read again what your signature means, and sign it.")

    def _drilled(self) -> str:
        last, say = self._desk.drilled(), self._say
        if last is None:
            return say("The recovery key was never tried.")
        known = self._desk.people().get(last.person)
        who = person_name(known.name) if known else last.person
        return say("Last tried on {day} by {name}.", day=last.on, name=who)


def _is_old(on: date | None, today: date) -> bool:
    return on is None or today - on > _A_YEAR


def doings(person: Person | None) -> tuple[Doing, ...]:
    """Return what somebody at the desk may do on this page."""
    roles = set(person.roles) if person is not None else set()
    return tuple(one for one in Doing if roles & WHO_MAY[one])


def needs_somebody(doing: Doing, person: Person | None) -> bool:
    """Tell whether nothing can be written until a person is chosen who still works here."""
    return doing in OF_ONE and (person is None or person.retired is not None)


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
