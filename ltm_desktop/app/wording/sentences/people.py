"""What the people and access refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "people.bad_user_id": (
        _mark("“{typed}” cannot be a user name."),
        _mark("Use 2 to 20 letters a to z, digits, points or hyphens, beginning with a letter."),
    ),
}
