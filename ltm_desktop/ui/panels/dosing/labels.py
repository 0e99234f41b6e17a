"""Vocabularies of the protocol as choices, in its order and the person's language."""

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.widgets.choice_row import Choice


def labelled(active: ActiveProtocol, vocabulary: str, say: Words) -> tuple[Choice, ...]:
    """Return the codes of a vocabulary with their words."""
    return tuple(
        Choice(code, active.label(vocabulary, code, say.language))
        for code in active.vocabulary(vocabulary)
    )
