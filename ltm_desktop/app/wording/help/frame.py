"""Help of the pages of the window, and of what stands before the sign-in."""

from collections.abc import Mapping

from ltm_desktop.app.wording.help.page import DRAFTED, OPEN_ONLY, READ_ONLY, SECRETS, Help
from ltm_desktop.app.wording.marking import mark as _mark

HELP: Mapping[str, Help] = {
    "today": Help(
        _mark("Today"),
        _mark("What is overdue, due, held or open today, and what waits for a signature."),
        _mark(
            "Open the first row: it is the most urgent. Rows keep their places until you "
            "sort them again."
        ),
        READ_ONLY,
    ),
    "recovery": Help(
        _mark("Unfinished drafts"),
        _mark(
            "Drafts that were begun and not signed, with what each is of and when it was "
            "last typed in."
        ),
        _mark("Open one to go on where it was left, or discard it."),
        _mark(
            "Drafts are kept until you sign or discard them; others never see what stands in yours."
        ),
    ),
    "downtime": Help(
        _mark("Downtime kit"),
        _mark(
            "Paper for the hours when the program cannot run, and the way back in for forms "
            "that were used."
        ),
        _mark(
            "Make the kit each morning and print it; type the code of a used form to open "
            "its late entry."
        ),
        OPEN_ONLY,
    ),
    "handover": Help(
        _mark("Hand over"),
        _mark("What the next shift must know, from the lists of Today, signed by who takes over."),
        _mark("Choose who takes over, add what no list holds, and let them read and sign."),
        DRAFTED,
    ),
    "handover.earlier": Help(
        _mark("Handovers"),
        _mark("Handovers of earlier shifts, each as it was read and signed."),
        _mark("Choose one to read it whole or print it."),
        READ_ONLY,
    ),
    "patients": Help(
        _mark("Patients"),
        _mark("All patients of the site, with what comes next for each."),
        _mark("Type part of a name, pinyin, a birth date or a number, and open with Enter."),
        READ_ONLY,
    ),
    "enrolment": Help(
        _mark("Enrol a patient"),
        _mark("Entering a patient: identity, consent, arm, access and the first day."),
        _mark("Type the name and birth date first: whoever is already entered is shown at once."),
        DRAFTED,
    ),
    "enrolment.ending": Help(
        _mark("Leaving the study"),
        _mark(
            "A withdrawal or a death: the day, the reason, and what becomes of what was planned."
        ),
        _mark("Give the day and the reason; what will be cancelled is listed before you sign."),
        OPEN_ONLY,
    ),
    "signoff": Help(
        _mark("Sign-off"),
        _mark(
            "Records that wait for your signature, read whole one after another and signed "
            "together."
        ),
        _mark("Open the oldest; add it to the signing after reading, or ask about it."),
        OPEN_ONLY,
    ),
    "records": Help(
        _mark("Issued papers"),
        _mark(
            "Every signed PDF the program issued; each is compared with its digest before it opens."
        ),
        _mark("Search for the patient or the record, then open or save the paper."),
        READ_ONLY,
    ),
    "whole": Help(
        _mark("Is the record whole?"),
        _mark(
            "Checking every entry and signature of the ledger, and the heads that are kept "
            "outside it."
        ),
        _mark("Check the whole record now; then compare it with a head from paper or a backup."),
        OPEN_ONLY,
    ),
    "overview": Help(
        _mark("Overview"),
        _mark("Numbers of the whole site; each opens the patients behind it."),
        _mark("Choose a part; a number with few patients proves little, and the page says so."),
        READ_ONLY,
    ),
    "palette": Help(
        _mark("Go to…"),
        _mark(
            "Going anywhere by typing: pages, parts of pages, patients, and actions of the "
            "page you are on."
        ),
        _mark("Type some letters of it, in English, Chinese or pinyin; Enter goes there."),
        READ_ONLY,
    ),
    "help": Help(
        _mark("Help"),
        _mark("What the page in sight is for, its keys, and why each alert on it is shown."),
        _mark("Read the alerts first; the arrow keys scroll, and Esc goes back to the very field."),
        READ_ONLY,
    ),
    "signin": Help(
        _mark("Sign-in"),
        _mark(
            "Signing in with your own name and secret; what you sign here counts as your "
            "signature by hand."
        ),
        _mark(
            "Type your user name and secret. First time here, or secret forgotten: the link below."
        ),
        SECRETS,
    ),
    "signin.lock": Help(
        _mark("Locked"),
        _mark("The screen is locked; nothing of the work can be read. Drafts are kept."),
        _mark(
            "The same person types the secret and is where they were; somebody else signs in "
            "as themselves."
        ),
        SECRETS,
    ),
    "signin.first_key": Help(
        _mark("First sign-in or forgotten secret"),
        _mark("Three people make a new key: who gets it, who issues it, and a witness."),
        _mark("The person types a new secret of their own; the other two sign with theirs."),
        SECRETS,
    ),
    "signin.unusable": Help(
        _mark("The site cannot be opened"),
        _mark("The record of this site cannot be opened now. It is not changed by trying."),
        _mark("Do what the sentence says; a backup can be put back from here."),
        READ_ONLY,
    ),
    "setup": Help(
        _mark("Set up a new site"),
        _mark("A few questions, then this computer holds the record of the site and its keys."),
        _mark(
            "Have an empty folder on a disk of this computer and a printer ready for the "
            "recovery sheet."
        ),
        _mark("Nothing is made before the last question. The recovery sheet is shown once only."),
    ),
    "restore": Help(
        _mark("Put a backup back"),
        _mark(
            "Putting a backup in the place of a damaged record; what came after it is listed first."
        ),
        _mark("Say where the backups lie and look: nothing is changed by looking."),
        OPEN_ONLY,
    ),
    "emergency": Help(
        _mark("Wrong drug or overdose into CSF"),
        _mark(
            "What this site does after a wrong drug or an overdose into the cerebrospinal "
            "fluid, and whom to call."
        ),
        _mark("Call first. The page can be read by anybody, without a secret."),
        READ_ONLY,
    ),
    "scantest": Help(
        _mark("Scanner test"),
        _mark("Whether a scanner types fast and cleanly enough, and what it reads."),
        _mark("Scan any pack or wristband; what was read is shown, and nothing is recorded."),
        READ_ONLY,
    ),
}
