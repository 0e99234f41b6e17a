"""Names of what was seen, trained and why somebody left or got a key."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "identity_seen.passport": _mark("passport"),
    "identity_seen.identity_card": _mark("identity card"),
    "identity_seen.staff_card": _mark("staff card with photograph"),
    "identity_seen.known_in_person": _mark("known in person"),
    "training_topic.program": _mark("this program"),
    "training_topic.protocol": _mark("the trial protocol"),
    "training_topic.good_practice": _mark("good clinical practice"),
    "training_topic.intrathecal": _mark("intrathecal chemotherapy"),
    "leaving.left": _mark("left the site"),
    "leaving.revoked": _mark("access revoked"),
    "doing.about": _mark("Overview"),
    "doing.invite": _mark("Invite"),
    "doing.key": _mark("New key"),
    "doing.training": _mark("Training"),
    "doing.competency": _mark("Competency"),
    "doing.delegation": _mark("Delegate"),
    "doing.withdrawal": _mark("Withdraw"),
    "doing.leaving": _mark("Leaves"),
    "doing.own_word": _mark("My signature"),
    "doing.drill": _mark("Recovery drill"),
    "key_reason.first": _mark("first sign-in"),
    "key_reason.forgotten": _mark("secret forgotten"),
    "key_reason.suspected": _mark("somebody else may know the secret"),
    "key_reason.recovered": _mark("administrator's secret lost, recovery key used"),
}
