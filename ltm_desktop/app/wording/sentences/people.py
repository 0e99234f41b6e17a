"""What the people and access refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_ADMINISTRATOR = _mark("Ask the site administrator.")

SENTENCES: dict[str, tuple[str, str]] = {
    "people.bad_user_id": (
        _mark("“{typed}” cannot be a user name."),
        _mark("Use 2 to 20 letters a to z, digits, points or hyphens, beginning with a letter."),
    ),
    "people.unknown": (
        _mark("{person} is not a person of this site who may sign."),
        _mark("Check the user name, or ask the site administrator to enter the person."),
    ),
    "people.certificate_not_accepted": (
        _mark("{person} has not accepted the signing certificate yet."),
        _mark("Let {person} sign in once and accept it."),
    ),
    "people.role_may_not": (
        _mark("The role of {person} does not allow this: {task}."),
        _mark("Name somebody whose role allows it."),
    ),
    "people.not_on_register": (
        _mark("{person} was not on the competency register on {on} for this: {task}."),
        _mark("Name somebody on the register, or ask the site administrator."),
    ),
    "people.role_needed": (
        _mark("{person} cannot do this; it needs a person with another role: {role}."),
        _mark("Ask somebody with that role."),
    ),
    "people.exists": (
        _mark("The user name {person} was used before."),
        _mark("Choose another user name; a user name is never used twice."),
    ),
    "people.name_missing": (
        _mark("The person's name is missing."),
        _mark("Type the family name, or the name in Chinese characters."),
    ),
    "people.period_missing": (
        _mark("The register needs a first day for this: {task}."),
        _mark("Type from which day it counts."),
    ),
    "people.period_order": (
        _mark("The register ends before it begins for this: {task}."),
        _mark("Correct one of the two days."),
    ),
    "people.role_missing": (
        _mark("The person has no role."),
        _mark("Choose at least one role."),
    ),
    "people.accept_own_only": (
        _mark("A certificate is accepted only by its own holder, {person}."),
        _mark("Let {person} sign in and accept it."),
    ),
    "people.certificate_unexpected": (
        _mark("This is not the certificate that waits for {person} to accept."),
        _ADMINISTRATOR,
    ),
    "people.wrong_secret": (
        _mark("User name and secret do not match."),
        _mark("Type both again."),
    ),
    "people.wrong_recovery_key": (
        _mark("This is not the recovery key of this site."),
        _mark("Type the key as it stands on the recovery sheet."),
    ),
    "people.secret_too_short": (
        _mark("The secret is shorter than {least} characters."),
        _mark("Choose a longer one, such as a short sentence."),
    ),
    "people.secret_too_long": (
        _mark("The secret is longer than {most} characters."),
        _mark("Choose a shorter one."),
    ),
    "people.locked": (
        _mark("The screen is locked."),
        _mark("Type your secret to go on."),
    ),
    "people.not_the_authority": (
        _mark("{person} does not hold the key that issues the site's certificates."),
        _mark("Ask the administrator who founded the site."),
    ),
    "people.certificate_missing": (
        _mark("There is no certificate for {person}."),
        _ADMINISTRATOR,
    ),
    "people.certificate_used": (
        _mark("The certificate for {person} already belongs to another person."),
        _ADMINISTRATOR,
    ),
    "people.wait": (
        _mark("Several attempts failed. The next one is possible in {wait}."),
        _mark("Wait, then type user name and secret again. Others can sign in meanwhile."),
    ),
}
