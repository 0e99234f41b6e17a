"""Working days of a country and of the site: keeps the app's Calendar port.

The list of public holidays is loaded at first use. Refuses a country it has no holidays for.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.schedule import WorkingCalendar


class CountryCalendar:
    """Public holidays, make-up working days and the site's own closures."""

    def __init__(
        self, country: str, work_days: Iterable[int], closures: Iterable[date] = ()
    ) -> None:
        """Take an ISO 3166 country, ISO weekdays and days on which the site itself is closed."""
        self._country = country
        self._work_days = frozenset(work_days)
        self._closures = frozenset(closures)

    def between(self, first: date, last: date) -> WorkingCalendar:
        """Return the closures and working weekends from the first to the last day, both counted.

        Raises Refused schedule.unknown_country.
        """
        import holidays

        try:
            public = holidays.country_holidays(
                self._country, years=range(first.year, last.year + 1)
            )
        except NotImplementedError as error:
            raise refuse("schedule.unknown_country", country=self._country) from error
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return WorkingCalendar(
            self._work_days,
            closures=frozenset(day for day in days if day in public or day in self._closures),
            working_weekends=frozenset(day for day in days if day in public.weekend_workdays),
        )


def countries() -> tuple[str, ...]:
    """Return every ISO 3166 country whose public holidays are known."""
    import holidays

    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))
