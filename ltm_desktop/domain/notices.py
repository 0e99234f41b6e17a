"""Notices of a serious event: whom a site tells, by when, and about which events.

The file of a trial names the notices; whether, how soon and how often is the site's to sign. A
notice nobody signed has no clock, which is said and never means that there is time.
"""

from enum import StrEnum

from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass


class NoticeScope(StrEnum):
    """Which serious events a notice is sent about."""

    EVERY_SERIOUS = "every_serious"
    FATAL = "fatal_or_life_threatening"
    SUSPECTED_UNEXPECTED = "suspected_unexpected"
    SUSPECTED_UNEXPECTED_FATAL = "suspected_unexpected_fatal"
    SUSPECTED_UNEXPECTED_OTHER = "suspected_unexpected_other"
    """Suspected and unexpected, neither fatal nor life-threatening."""


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """A notice as the trial's file names it; its scope and its times are settings."""

    code: str
    label: Label
    """To whom it goes."""


@dataclass(frozen=True, slots=True)
class ActiveNotice:
    """A notice the site sends."""

    code: str
    label: Label
    scope: NoticeScope
    within_hours: int | None
    """From the moment the site became aware; None: signed no limit."""
    follow_up_hours: int | None
    """From the moment the first notice was sent; None: signed that no follow-up has a time."""
