"""Who the site's numbers are for; asked at every sign-in, so it needs nothing that counts them."""

from ltm_desktop.app.desk import Desk
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.terms import Role

READERS = frozenset({Role.INVESTIGATOR, Role.PHYSICIAN, Role.RESEARCH_NURSE, Role.MONITOR})
"""Who reads the site's results by arm: those who answer for the trial, collect it or review it."""


def is_reader(desk: Desk) -> bool:
    """Tell whether the person at the desk is one of those the numbers are for."""
    return bool(READERS & frozenset(desk.person(desk.session.person).roles))


def check_reader(desk: Desk) -> None:
    """Raise Refused for somebody the numbers are not for."""
    if not is_reader(desk):
        raise refuse("site.overview_not_for_role")
