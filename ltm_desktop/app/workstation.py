"""This computer: its clock in the site's zone, new identities, and its name."""

import platform
import secrets
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ltm_desktop.app.charts import Charts
from ltm_desktop.app.ports import Calendar
from ltm_desktop.domain.schedule import WorkingCalendar

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 13
MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)


class SystemClock:
    """This computer's clock, told in the site's zone."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        """Return the aware time."""
        return datetime.now(self._zone)

    def steady(self) -> timedelta:
        """Return the time since the machine started, its sleep counted; nobody can set it."""
        return timedelta(seconds=_since_start())

    def computer_offset(self) -> str:
        """Return the computer's own offset from UTC, such as +08:00."""
        return datetime.now().astimezone().isoformat()[-6:]


def _since_start() -> float:
    # Python's monotonic clock stands still while Linux and macOS sleep; these do not.
    names = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
    counted = next((getattr(time, name) for name in names if hasattr(time, name)), None)
    return time.monotonic() if counted is None else float(time.clock_gettime(counted))


class RandomIds:
    """New identities nobody can guess or meet twice: 65 random bits after the prefix."""

    def new(self, prefix: str) -> str:
        """Return an id such as adm-5f3k9."""
        return f"{prefix}-" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def workstation_name() -> str:
    """Return this computer's own name, for drafts and the audit trail."""
    return platform.node() or "workstation"


CountryDays = Callable[[str, tuple[int, ...], tuple[date, ...]], Calendar]


class SiteCalendar:
    """The country's holidays with the working days and closures the investigator signed."""

    def __init__(self, charts: Charts, days_of: CountryDays) -> None:
        self._charts = charts
        self._days_of = days_of
        self._kept: dict[object, WorkingCalendar] = {}

    def between(self, first: date, last: date) -> WorkingCalendar:
        """Return working days of a span; Monday to Friday until a configuration is signed."""
        site, governing = self._charts.site(), self._charts.governing()
        country = site.founded.country if site.founded else ""
        if governing is None or not country:
            return WorkingCalendar(frozenset(MONDAY_TO_FRIDAY))
        key = (governing.configuration, country, first, last)
        if key not in self._kept:
            active = governing.active
            days = self._days_of(
                country, tuple(sorted(active.work_days)), tuple(sorted(active.closures))
            )
            self._kept = {key: days.between(first, last)}
        return self._kept[key]
