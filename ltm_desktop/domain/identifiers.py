"""Names for things: ids are made outside (a port) and only checked here."""

import re
from typing import NewType

from ltm_desktop.domain.errors import refuse

PatientId = NewType("PatientId", str)
"""The internal id of a patient, also the stream of that patient's entries."""
PersonId = NewType("PersonId", str)
"""The user id of a person who works at the site; never reused."""
RecordId = NewType("RecordId", str)
"""The identity of one act (an administration, a fraction session), made when its form opens."""
ResultId = NewType("ResultId", str)
"""The identity of one laboratory result, given when it is decided; corrections name it."""
ItemCode = NewType("ItemCode", str)
"""A planned item within one patient, such as IND-1, WK-3 or RT-12."""

SITE_STREAM = "site"
"""The stream of entries that concern the site and no single patient."""
ACCESS_STREAM = "access"
"""The stream of who was at the desk and what left it; nothing clinical is folded from it."""
CLOCK_STREAM = "clock"
"""The stream of doubts about the time, and of who confirmed it."""
OWN_STREAMS = frozenset({SITE_STREAM, ACCESS_STREAM, CLOCK_STREAM})
"""Streams that are no patient's."""

_PERSON = re.compile(r"[a-z][a-z0-9.\-]{1,19}")


def person_id(text: str) -> PersonId:
    """Return a user id of 2 to 20 characters a-z, 0-9, dot and hyphen. Raises Refused."""
    typed = text.strip().lower()
    if not _PERSON.fullmatch(typed):
        raise refuse("people.bad_user_id", typed=typed)
    return PersonId(typed)
