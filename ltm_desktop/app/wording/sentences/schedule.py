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
            "Radiotherapy would start on {start}, {days} {days:day|days} after the last dose "
            "before it; "
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
    "schedule.fraction_moves_itself": (
        _mark("{item} is a fraction: fractions are treated in order and are not moved by hand."),
        _mark("Record that it was not treated; the fractions after it move on by themselves."),
    ),
    "schedule.day_past": (
        _mark("{on} has gone by: nothing can be planned for it."),
        _mark("Choose today or a later day. If it was given then, record what happened."),
    ),
    "schedule.same_day": (
        _mark("{item} is already planned for {on}."),
        _mark("Choose another day."),
    ),
    "schedule.order_reversed": (
        _mark("{item} would change its place in the order: {other} is on {on}."),
        _mark("Keep the order of the doses. Move {other} first, or choose another day."),
    ),
    "schedule.too_close": (
        _mark("{other} on {on} is too near: {hours} h must lie between; from {earliest} it fits."),
        _mark("Choose {earliest} or a later day."),
    ),
    "schedule.next_too_close": (
        _mark("{other} on {on} is too near: {hours} h must lie between; up to {latest} it fits."),
        _mark("Choose {latest} or an earlier day, or move {other} first."),
    ),
    "schedule.outside_window": (
        _mark("This day lies outside the window of {item}, {opens} to {closes}: a deviation."),
        _mark("Choose a day in the window, or write why a day outside it is right."),
    ),
    "schedule.window_needs_physician": (
        _mark("This day lies outside the window of {item}, {opens} to {closes}."),
        _mark("Choose a day in the window. Only a physician may move it out of its window."),
    ),
    "schedule.leaves_window": (
        _mark("{item} on {on} will lie outside its window, {opens} to {closes}: a deviation."),
        _mark("The window stays as it was planned; the record will say that it was not kept."),
    ),
    "schedule.rt_before_rule": (
        _mark("Radiotherapy is planned from {start}; counted from this move it starts {earliest}."),
        _mark("Tell the physician: the first fraction must wait for the dose before it."),
    ),
    "schedule.day_closed": (
        _mark("{on} is not a working day of this site; {item} would be on it."),
        _mark("Choose a working day, or make sure that the site is staffed."),
    ),
}
