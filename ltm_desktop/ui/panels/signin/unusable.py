"""What is shown where a site's folder cannot be opened: what is wrong and what to do."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.signin.view import centred
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.text import Text


def build(say: Words, sentence: str) -> QWidget:
    """Return the page; nothing in the folder is touched."""
    card = Card(say("This site cannot be opened"))
    card.body.addWidget(Text(sentence))
    card.body.addWidget(Text(say("Nothing in the folder was changed."), "muted"))
    page = centred(card)
    page.setAccessibleName(sentence)
    return page
