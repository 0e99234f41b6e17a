"""A restore is written down by whoever did it, and told to everybody who comes afterwards."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from ltm_desktop.app.backups import Backups
from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.restoring import RecordRestore

_TOLD_FOR = timedelta(days=14)
"""How long everybody is told at the door that the record was put back."""


def restores_told(desk: Desk, backups: Backups) -> Iterator[Alert]:
    """Write down a restore of the person at the desk, and tell of every one of late."""
    untold = backups.restore_note()
    if untold and untold.get("by") == desk.session.person:
        desk.record(desk.propose(_command(untold), Words()))
        backups.forget_note()
    elif untold:
        made = datetime.fromisoformat(str(untold["made_at"]))
        yield note("backup.restore_untold", made=made, by=_name(desk, str(untold["by"])))
    for event in desk.site().restored:
        if elapsed(event.restored_at, desk.clock.now()) <= _TOLD_FOR:
            yield note(
                "backup.restored",
                at=event.restored_at,
                by=_name(desk, event.by),
                made=event.made_at,
                why=event.why,
                lost=event.lost,
            )


def _command(untold: Mapping[str, object]) -> RecordRestore:
    return RecordRestore(
        int(str(untold["seq"])),
        str(untold["hash"]),
        datetime.fromisoformat(str(untold["made_at"])),
        datetime.fromisoformat(str(untold["restored_at"])),
        int(str(untold["lost_seq"])),
        str(untold["lost_hash"]),
        str(untold["why"]),
    )


def _name(desk: Desk, person: str) -> str:
    known = desk.site().people.get(PersonId(person))
    return person_name(known.name) if known else person
