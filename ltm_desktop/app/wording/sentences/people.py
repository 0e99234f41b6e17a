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
    "people.supervisor_needed": (
        _mark("{person} gives doses under supervision only, and {second} may not supervise."),
        _mark("Name a second person who is on the register to supervise, or another to inject."),
    ),
    "people.not_under_supervision": (
        _mark("Only giving a dose can be entered as under supervision, not this: {task}."),
        _mark("Take the tick for supervision away."),
    ),
    "people.retired": (
        _mark("{person} no longer works here; the last day was {on}."),
        _mark("Name somebody who works here. What was signed before stands."),
    ),
    "people.not_trained": (
        _mark("{person} had not been trained by {on} in: {topic}."),
        _mark("Name somebody who was, or let the site administrator record the training."),
    ),
    "people.role_inactive": (
        _mark("The role of {person} is not active yet: no training is recorded in {topic}."),
        _mark("Let the site administrator record the training."),
    ),
    "people.not_delegated": (
        _mark("The investigator had not delegated this to {person} for {on}: {task}."),
        _mark("Name somebody who may, or ask the investigator to sign the delegation."),
    ),
    "people.identity_missing": (
        _mark("Nobody has looked who {person} is."),
        _mark("Look at a document, or say who knows the person, with the day."),
    ),
    "people.future_day": (
        _mark("{on} has not come yet."),
        _mark("Type the day on which it happened."),
    ),
    "people.not_a_register_task": (
        _mark("The competency register is for intrathecal tasks, not for this: {task}."),
        _mark("Let the investigator delegate it instead."),
    ),
    "people.assessor_missing": (
        _mark("Nobody is named who assessed the competency for this: {task}."),
        _mark("Type the assessor's name."),
    ),
    "people.trainer_missing": (
        _mark("Nobody is named who trained {person}."),
        _mark("Type the trainer's name."),
    ),
    "people.withdrawn_before": (
        _mark("A line cannot be withdrawn before it stands: {task}."),
        _mark("Enter the line first, then withdraw it."),
    ),
    "people.nothing_chosen": (
        _mark("Nothing is chosen."),
        _mark("Choose at least one person and one line."),
    ),
    "people.delegated_backwards": (
        _mark("A delegation counts from {on} at the earliest: {task}."),
        _mark("What was done before is recorded as it was, with an incident."),
    ),
    "people.withdrawn_backwards": (
        _mark("A line is withdrawn from {on} at the earliest."),
        _mark("Choose today or a later day."),
    ),
    "people.nothing_to_withdraw": (
        _mark("{person} has no line that could be withdrawn for this: {task}."),
        _mark("Choose a line that stands."),
    ),
    "people.reason_missing": (
        _mark("The reason is missing."),
        _mark("Say in a few words why."),
    ),
    "people.own_certificate": (
        _mark("Nobody issues a certificate to themselves."),
        _mark("Ask another administrator, or use the recovery key with two colleagues."),
    ),
    "people.recovery_of_others": (
        _mark("{person} is no administrator: the recovery key is not needed."),
        _mark("Let an administrator issue the key, with a witness."),
    ),
    "people.certified_before": (
        _mark("{person} has signed in before."),
        _mark("Choose why a new key is needed."),
    ),
    "people.never_certified": (
        _mark("{person} has never signed in before."),
        _mark("Choose “first sign-in”."),
    ),
    "people.witness_missing": (
        _mark("A witness is needed before {person} gets a key."),
        _mark("Ask a third person of this site to stand by and type their own secret."),
    ),
    "people.witness_not_possible": (
        _mark("{person} cannot be the witness here."),
        _mark("Ask somebody of this site who is neither the holder nor the one who issues."),
    ),
    "people.witness_refused": (
        _mark("User name and secret of the witness {person} do not match."),
        _mark("Let the witness type both again."),
    ),
    "people.issuer_refused": (
        _mark("User name and secret of who issues the key do not match."),
        _mark("Let the person who issues the key type both again."),
    ),
    "people.issuer_missing": (
        _mark("Nobody is named who issues the key."),
        _mark("Let an administrator type user name and secret."),
    ),
    "people.key_reason_missing": (
        _mark("It is not said why a key is needed."),
        _mark("Choose the reason."),
    ),
    "people.not_acknowledged": (
        _mark("Nobody has said yet that the text about signatures was read."),
        _mark("Let the person who gets the key read it and tick it."),
    ),
    "people.secrets_differ": (
        _mark("The two new secrets are not the same."),
        _mark("Begin again and type the new secret twice alike."),
    ),
    "people.day_missing": (
        _mark("The day is missing."),
        _mark("Type the day."),
    ),
    "people.leaving_missing": (
        _mark("It is not said why the person leaves."),
        _mark("Choose one of the two."),
    ),
    "people.secret_missing": (
        _mark("Your secret is missing."),
        _mark("Type it once more; it signs what stands above."),
    ),
    "people.own_word_only": (
        _mark("Only {person} can say this."),
        _mark("Let {person} sign in and do it."),
    ),
    "people.last_administrator": (
        _mark("{person} is the last administrator."),
        _mark("Let another administrator sign in for the first time before."),
    ),
    "people.last_witness": (
        _mark("Without {person} nobody could witness a new key."),
        _mark("Let a successor sign in for the first time before."),
    ),
    "people.key_not_entered": (
        _mark("The key of {person} is not in this record: its entry may have broken off half-way."),
        _mark(
            "Repeat “First sign-in or forgotten secret”; if this secret signed here before, write "
            "nothing and call the monitor."
        ),
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
