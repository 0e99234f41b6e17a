"""The site's emergency page as it is signed: both texts word for word, every number in order."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.emergency import EmergencyTextSigned
from ltm_desktop.domain.identifiers import PersonId

Sections = tuple[StatementSection, ...]


def tell_page(event: EmergencyTextSigned, voice: Voice) -> Sections:
    """Tell the page: its number and approver, whom one calls, and both texts."""
    say, line = voice.say, voice.line
    page = (
        line(say("Number of the page"), str(event.number)),
        line(say("Investigator"), voice.person(PersonId(event.investigator)), emphasis=True),
    )
    phones = tuple(line(label, number, emphasis=True) for label, number in event.phones)
    texts = (
        line(say("Text in English"), event.text_en),
        line(say("Text in Chinese"), event.text_zh),
    )
    return (
        StatementSection(say("Emergency page: wrong drug or overdose into CSF"), page),
        StatementSection(say("Telephone numbers, in the order of calling"), phones),
        StatementSection(say("The site's own text"), texts),
    )


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {EmergencyTextSigned: tell_page}
