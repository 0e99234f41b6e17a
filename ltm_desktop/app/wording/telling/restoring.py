"""A backup that was put back, told: from which head, by whom, why, and what was lost."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.restoring import SiteRestored

Sections = tuple[StatementSection, ...]


def tell_restore(event: SiteRestored, voice: Voice) -> Sections:
    """Tell which backup was put back, by whom and why, and which entries were lost by it."""
    say, line = voice.say, voice.line
    lost = (
        say("Not known: it could not be read, or nothing stood there")
        if not event.lost_seq
        else say.many("{count} entry", "{count} entries", event.lost)
    )
    lines = (
        line(say("Backup of"), voice.moment(event.made_at), emphasis=True),
        line(say("Newest entry of the backup"), str(event.seq)),
        line(say("Digits of its head"), event.hash),
        line(say("Put back at"), voice.moment(event.restored_at)),
        line(say("Entries lost"), lost, emphasis=True),
        line(say("Newest entry put aside"), str(event.lost_seq) if event.lost_seq else ""),
        line(say("Digits of the head put aside"), event.lost_hash),
        line(say("Why it was put back"), event.why, emphasis=True),
        line(say("Put back by"), voice.person(event.by)),
    )
    return (StatementSection(say("Backup put back"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {SiteRestored: tell_restore}
