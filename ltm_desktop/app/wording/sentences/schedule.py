"""What the schedule alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "schedule.already_planned": (
        _mark("This patient's treatment is already planned."),
        _mark("Open the plan; what happened moves it by itself."),
    ),
    "schedule.no_day_fits": (
        _mark("{item} has no working day from {opens} to {closes} that keeps the least interval."),
        _mark("It stays on its target date; let the physician choose the day."),
    ),
    "schedule.first_day_closed": (
        _mark("{on} is not a working day of this site; {item} is planned on it."),
        _mark("Choose another first day, or make sure that the site is staffed."),
    ),
    "schedule.rt_starts_late": (
        _mark(
            "Radiotherapy would start on {start}, {days} days after the last dose before it; "
            "the signed limit is {limit}."
        ),
        _mark("Choose an earlier start, or let the physician decide and note why."),
    ),
    "schedule.unknown_country": (
        _mark("No public holidays are known for the country {country}."),
        _mark("Choose another country code in the site's set-up."),
    ),
    "schedule.before_consent": (
        _mark("{on} lies before the consent of {consent}."),
        _mark("Choose a day after the consent, or correct the consent."),
    ),
    "schedule.out_of_reach": (
        _mark("{on} is too far away: treatment can be planned from {first} to {last}."),
        _mark("Check the year."),
    ),
}
