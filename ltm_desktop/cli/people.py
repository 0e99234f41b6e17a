"""The verb `people`: who there is, a key for one of them, a drill of the recovery key.

Every secret comes from a prompt that shows nothing, or from a file with one a line in the order
they are asked for; never from an argument.
"""

import argparse
import getpass
import json
import warnings
from collections.abc import Callable
from pathlib import Path

from ltm_desktop.app.certifying import KeyForm, drill
from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.doors import Doors
from ltm_desktop.app.wording.telling.certifying import accountability
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.certifying import KeyReason
from ltm_desktop.domain.errors import Unavailable, refuse
from ltm_desktop.domain.people import Person, untrained

_BYTES = 65536
Print = Callable[[str], None]


def run(wishes: argparse.Namespace, doors: Doors, say: Words, show: Print) -> int:
    """List people, give one a key or try the recovery key. Raises Refused, Unavailable."""
    site = getattr(wishes, "site", None)
    if site is None:
        raise Unavailable("storage.no_site")
    if not wishes.user:
        raise refuse("program.person_needed")
    ask = _Asked(wishes.password_file, say)
    if wishes.action == "key":
        return _key(wishes, doors, say, show, ask)
    secret = ask(say("Secret of {person}: ", person=wishes.user))
    desk = doors.open_site(site, wishes.user, secret, read_only=wishes.action == "list")
    try:
        if wishes.action == "list":
            _list(desk, say, show, as_json=wishes.json)
        else:
            drill(desk, ask(say("Recovery key: ")), secret, say)
            show(say("The key opens the record and the site's authority."))
    finally:
        desk.close()
    return 0


def _key(wishes: argparse.Namespace, doors: Doors, say: Words, show: Print, ask: "_Asked") -> int:
    if not wishes.person:
        raise refuse("program.person_needed")
    reason = KeyReason(wishes.reason)
    issuing = ask(say("Secret of {person}, who issues the key: ", person=wishes.user))
    recovery = ask(say("Recovery key: ")) if reason is KeyReason.RECOVERED else ""
    witness = ""
    if wishes.witness:
        witness = ask(say("Secret of the witness {person}: ", person=wishes.witness))
    show(say("What my signature means"))
    for sentence in accountability(say):
        show(f"  - {sentence}")
    show(say("Who types the new secret has read this and answers for what it signs."))
    new = ask(say("New secret of {person}: ", person=wishes.person))
    if ask(say("The same secret again: ")) != new:
        raise refuse("people.secrets_differ")
    form = KeyForm(
        wishes.person,
        new,
        issuing,
        reason=reason,
        witness=wishes.witness or "",
        witness_secret=witness,
        recovery_key=recovery,
        acknowledged=True,
    )
    person = doors.give_key(wishes.site, wishes.user, form, say)
    show(say("The key stands. {person} can sign in with the new secret.", person=person))
    return 0


def _list(desk: Desk, say: Words, show: Print, *, as_json: bool) -> None:
    people = sorted(desk.site().people.values(), key=lambda one: one.person)
    if as_json:
        show(json.dumps([_plain(one) for one in people], ensure_ascii=False, indent=1))
        return
    for one in people:
        roles = say.listing(say.term(role) for role in one.roles)
        show(f"{one.person}  {person_name(one.name)}  {roles}  {_state(one)}")


def _state(person: Person) -> str:
    if person.retired is not None:
        return f"{person.retired.how} {person.retired.on.isoformat()}"
    if not person.accepted:
        return "invited"
    return "active" if not untrained(person) else "untrained"


def _plain(person: Person) -> dict[str, object]:
    return {
        "person": person.person,
        "name": person_name(person.name),
        "roles": list(person.roles),
        "state": _state(person),
        "fingerprint": person.fingerprint,
        "earlier": list(person.former),
    }


class _Asked:
    """Secrets one after another, from a file or a prompt that shows nothing."""

    def __init__(self, file: Path | None, say: Words) -> None:
        self._file = file
        self._say = say
        self._lines: list[str] | None = None

    def __call__(self, label: str) -> str:
        """Return the next secret. Raises Refused."""
        if self._file is None:
            return _typed(label)
        if self._lines is None:
            with self._file.open("rb") as opened:
                text = opened.read(_BYTES).decode("utf-8-sig", "replace")
            self._lines = text.splitlines()
        if not self._lines or not self._lines[0]:
            raise refuse("program.no_secret", file=self._file)
        return self._lines.pop(0)


def _typed(label: str) -> str:
    with warnings.catch_warnings():
        # never read a secret where it would be shown
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(label)
        except getpass.GetPassWarning:
            raise refuse("program.person_needed") from None
