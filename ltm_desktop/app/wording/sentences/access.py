"""What refusals of the access log and of the clock mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "access.count": (
        _mark("One entry of the access log holds 1 to {most} events."),
        _mark("Write the code down and tell the site administrator."),
    ),
    "access.own_only": (
        _mark("Only {person} can say this of {person}."),
        _mark("Write the code down and tell the site administrator."),
    ),
    "clock.not_doubted": (
        _mark("Nobody doubts the time."),
        _mark("There is nothing to confirm. Go on."),
    ),
    "clock.moved_on": (
        _mark("The clock no longer shows the time that was confirmed."),
        _mark("Look at the time again and confirm it."),
    ),
}
