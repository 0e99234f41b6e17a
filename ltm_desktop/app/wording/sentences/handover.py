"""What the alerts about a handover mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "handover.to_oneself": (
        _mark("Nobody hands over to themselves."),
        _mark("Choose the person who takes over; they sign with their own secret."),
    ),
}
