"""What a site still lacks before its first patient and before its first dose, line by line.

It looks at what stands and blocks nothing: the rules of each act do that themselves.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing_path import WHOLE, DoseStep, path_of
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.people import check_authority, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.domain.values import dataclass

FEWEST = 3
"""People who can sign: who gets a new key, who issues it, and a witness."""
_PATH: Mapping[DoseStep, tuple[Task, ...]] = {
    DoseStep.PRESCRIBED: (Task.PRESCRIBE,),
    DoseStep.VERIFIED: (Task.VERIFY,),
    DoseStep.PREPARED: (Task.PREPARE,),
    DoseStep.RELEASED: (Task.RELEASE,),
    DoseStep.CHECKED: (Task.CHECK,),
    DoseStep.STARTED: (Task.ADMINISTER,),
    DoseStep.APPROVED: (Task.APPROVE,),
}
"""What somebody must be able to do for each step a site walks."""


class Before(StrEnum):
    """What a line has to be done before."""

    PATIENT = "patient"
    DOSE = "dose"
    WISE = "wise"
    """Nothing waits for it; a site that leaves it out will wish it had not."""


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One thing to do, worded; `part` is the part of the site page where it is done.

    It may name a form of that part too: people:invite.
    """

    key: str
    part: str
    title: str
    told: str
    """How it stands: what there is, or what is missing and who does it."""
    before: Before
    done: bool


def readiness(desk: Desk, say: Words) -> tuple[ReadyLine, ...]:
    """Return every line, in the order they are best done."""
    return tuple(_Readiness(desk, say).lines())


class _Readiness:
    """Looks at one site on one day."""

    def __init__(self, desk: Desk, say: Words) -> None:
        self._site = desk.site()
        self._today = desk.clock.now().date()
        self._keeping = desk.backups.keeping() if desk.backups is not None else None
        active, self._fault = _active(desk)
        path = path_of(active.dose_steps) if active else WHOLE
        self._asked = [task for step, tasks in _PATH.items() if step in path for task in tasks]
        self._say = say

    def lines(self) -> Iterator[ReadyLine]:
        yield self._signers()
        yield self._investigator()
        yield self._configuration()
        yield self._emergency()
        yield self._products()
        yield self._laboratories()
        yield self._tasks()
        if self._keeping is not None:
            yield self._backups(bool(self._keeping.place))
        yield self._drill()

    def _signers(self) -> ReadyLine:
        say, able = self._say, sum(one.active for one in self._site.people.values())
        told = say.many("{count} person can sign.", "{count} people can sign.", able)
        if able < FEWEST:
            told = say.together(
                told, say("Invite colleagues: a new key needs its holder, an issuer and a witness.")
            )
        title = say("Three people who can sign")
        return ReadyLine("signers", self._inviting(), title, told, Before.PATIENT, able >= FEWEST)

    def _inviting(self) -> str:
        """Return where people are invited; first of all who was invited gets a key."""
        invited = any(not one.accepted for one in self._site.people.values())
        return "people" if invited else "people:invite"

    def _investigator(self) -> ReadyLine:
        say = self._say
        people, title = self._site.people, say("The investigator")
        named = [one for one in people.values() if Role.INVESTIGATOR in one.roles]
        here = any(not any(check_role(people, one.person, Role.INVESTIGATOR)) for one in named)
        told, part = say("The investigator can sign."), "people"
        if not named:
            told = say("Invite the principal investigator, who signs the configuration.")
            part = "people:invite"
        elif not here:
            told = say("Before the investigator can sign: a first sign-in, and training recorded.")
        return ReadyLine("investigator", part, title, told, Before.PATIENT, here)

    def _configuration(self) -> ReadyLine:
        say, signed = self._say, self._site.configuration
        title = say("The configuration, signed by the investigator")
        if self._fault is not None:
            told = say.together(say.alert(self._fault), say.next_step(self._fault))
            return ReadyLine(
                "configuration", "configuration", title, told, Before.PATIENT, done=False
            )
        told = (
            say("{study}, version {version}.", study=signed.study, version=signed.version)
            if signed
            else say("The investigator chooses the protocol, sets its values and signs them.")
        )
        return ReadyLine(
            "configuration", "configuration", title, told, Before.PATIENT, signed is not None
        )

    def _emergency(self) -> ReadyLine:
        say, done = self._say, self._site.emergency is not None
        told = (
            say("Signed. Print it and hang it up.")
            if done
            else say("Write what the site does and whom to call; the investigator signs it.")
        )
        return ReadyLine(
            "emergency", "emergency", say("The emergency page"), told, Before.DOSE, done
        )

    def _products(self) -> ReadyLine:
        say, count = self._say, len(self._site.products)
        told = (
            say.many("{count} product.", "{count} products.", count)
            if count
            else say("A pharmacist approves what may be given intrathecally, by its number.")
        )
        return ReadyLine(
            "products", "products", say("Approved products"), told, Before.DOSE, count > 0
        )

    def _laboratories(self) -> ReadyLine:
        say = self._say
        count = sum(bool(one.ranges) for one in self._site.laboratories.values())
        told = (
            say.many("{count} laboratory.", "{count} laboratories.", count)
            if count
            else say("Enter where samples go, with the reference ranges it prints.")
        )
        title = say("A laboratory with its ranges")
        return ReadyLine("laboratories", "laboratories", title, told, Before.WISE, count > 0)

    def _tasks(self) -> ReadyLine:
        say = self._say
        missing = [task for task in self._asked if not self._able(task)]
        told = (
            say(
                "Nobody may do this yet: {tasks}. Training, competency and delegation are needed.",
                tasks=say.listing(say.term(task) for task in missing),
            )
            if missing
            else say("Somebody may do each step of a dose today.")
        )
        return ReadyLine(
            "tasks", "people", say("Every step of a dose"), told, Before.DOSE, not missing
        )

    def _able(self, task: Task) -> bool:
        people = self._site.people
        return any(not any(check_authority(people, one, task, self._today)) for one in people)

    def _backups(self, done: bool) -> ReadyLine:
        say = self._say
        told = (
            say("A folder of its own is chosen.")
            if done
            else say("Choose a folder on another disk: a broken disk takes its own copies with it.")
        )
        return ReadyLine(
            "backups", "backups", say("Backups on another disk"), told, Before.WISE, done
        )

    def _drill(self) -> ReadyLine:
        say, drilled = self._say, self._site.drilled
        told = (
            say("Tried from paper on {day}.", day=drilled.on)
            if drilled
            else say("Type the recovery key once from the printed sheet: it proves the sheet.")
        )
        title = say("The recovery sheet, tried from paper")
        return ReadyLine("drill", "people:drill", title, told, Before.WISE, drilled is not None)


def _active(desk: Desk) -> tuple[ActiveProtocol | None, Alert | None]:
    """Return the signed protocol, and what keeps it from being read."""
    try:
        return desk.active(), None
    except Unavailable as error:
        return None, error.alert
