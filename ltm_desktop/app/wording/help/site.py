"""Help of the parts of the site page."""

from collections.abc import Mapping

from ltm_desktop.app.wording.help.page import DRAFTED, OPEN_ONLY, READ_ONLY, SECRETS, Help
from ltm_desktop.app.wording.marking import mark as _mark

HELP: Mapping[str, Help] = {
    "site.people": Help(
        _mark("People"),
        _mark(
            "Everybody of the site: invited, active or left, with keys, training, competency "
            "and delegated tasks."
        ),
        _mark("Invite a colleague or choose one; the buttons say what can be done for them next."),
        OPEN_ONLY,
    ),
    "site.configuration": Help(
        _mark("Configuration"),
        _mark(
            "The values the trial leaves to the site. A limit that is blank blocks; the "
            "investigator signs them all."
        ),
        _mark(
            "Choose the protocol, fill in what is marked, read it through, and let the "
            "investigator sign."
        ),
        DRAFTED,
    ),
    "site.emergency": Help(
        _mark("Emergency page"),
        _mark("The text and telephone numbers of the emergency page, in both languages."),
        _mark(
            "Write what the site really does; the investigator signs it, then print it and "
            "hang it up."
        ),
        DRAFTED,
    ),
    "site.alerts": Help(
        _mark("Alerts"),
        _mark(
            "How often each rule spoke, and what became of it. It names nobody and changes no rule."
        ),
        _mark(
            "Choose a month; rules that are often kept stand on top for the investigator to "
            "look at."
        ),
        READ_ONLY,
    ),
    "site.products": Help(
        _mark("Products"),
        _mark("Products that may be given intrathecally, by the number on the pack."),
        _mark("A pharmacist types or scans the number of a pack and approves it."),
        OPEN_ONLY,
    ),
    "site.typed": Help(
        _mark("Typed products"),
        _mark("How often a product was typed instead of scanned, and why."),
        _mark(
            "Read the reasons by month: many of one kind mean that a scanner or a code needs care."
        ),
        READ_ONLY,
    ),
    "site.laboratories": Help(
        _mark("Laboratories"),
        _mark(
            "Where samples go, and the reference ranges of each laboratory with the day they began."
        ),
        _mark("Enter the laboratory, then each range in the unit it prints."),
        DRAFTED,
    ),
    "site.own_secret": Help(
        _mark("My secret"),
        _mark("Changing your own secret, also when somebody may have seen it."),
        _mark("Type the old one, then a new one twice."),
        SECRETS,
    ),
    "site.backups": Help(
        _mark("Backups"),
        _mark("When a backup was last made and proven, where they lie, and how many are kept."),
        _mark("Choose a folder on another disk, then back up once and read that it was proven."),
        OPEN_ONLY,
    ),
    "site.readiness": Help(
        _mark("Getting ready"),
        _mark("What is still missing before the first patient and before the first dose."),
        _mark("Go down the list: each line leads to its form."),
        READ_ONLY,
    ),
}
