"""Staff of an invented site who share one secret: taken in, trained and delegated to at once.

For demonstrations and stories only; at a clinic each of these is an act of its own.
"""

from datetime import date

from ltm_desktop.app.certifying import KeyForm, give_key
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.founding import PersonForm, invite
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.certifying import possible_witnesses
from ltm_desktop.domain.delegation import (
    DelegatedTo,
    DelegateTasks,
    RecordTraining,
    TrainedPerson,
    tasks_of,
)
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    NEEDED_TRAINING,
    Delegation,
    People,
    Training,
)

TRAINER = "Example trainer (synthetic)"


def take_in(desk: Desk, form: PersonForm, say: Words) -> PersonId:
    """Invite a person and give the key, with the secret that everybody here shares."""
    person = invite(desk, form, say)
    able = possible_witnesses(desk.site().people, desk.session.person, person)
    key = KeyForm(
        person,
        form.secret,
        form.secret,
        witness=able[0] if able else "",
        witness_secret=form.secret,
        acknowledged=True,
    )
    return give_key(desk, key, say)


def trained(people: People, on: date) -> RecordTraining:
    """Return the training of everybody in what every role needs."""
    done = tuple(Training(topic, on, TRAINER) for topic in NEEDED_TRAINING)
    return RecordTraining(tuple(TrainedPerson(who, done) for who in people))


def delegated(people: People, since: date) -> DelegateTasks:
    """Return the delegation of every task to everybody whose role allows it."""
    able = {who: tasks_of(one) for who, one in people.items()}
    return DelegateTasks(
        tuple(
            DelegatedTo(who, tuple(Delegation(task, since) for task in tasks))
            for who, tasks in able.items()
            if tasks
        )
    )
