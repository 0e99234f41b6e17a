"""One thing to choose from a list, and the protocol's lists as such, for every panel. No Qt."""

from typing import NamedTuple

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.protocol import ActiveProtocol


class Option(NamedTuple):
    """One thing to choose: its code and its words."""

    code: str
    words: str


def vocabulary_of(active: ActiveProtocol | None, name: str, say: Words) -> tuple[Option, ...]:
    """Return a list of the signed protocol, worded; nothing before one is signed."""
    labels = active.protocol.vocabularies.get(name, {}) if active else {}
    return tuple(Option(code, say.label(label)) for code, label in labels.items())
