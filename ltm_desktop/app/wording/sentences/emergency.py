"""What the alerts about the emergency page mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_SIGN_IN = _mark("Sign in once: the page is then written anew from the signed record.")

SENTENCES: dict[str, tuple[str, str]] = {
    "emergency.english_missing": (
        _mark("The emergency page has no English text."),
        _mark("Write the text in English and in Chinese."),
    ),
    "emergency.chinese_missing": (
        _mark("The emergency page has no Chinese text."),
        _mark("Write the text in English and in Chinese."),
    ),
    "emergency.text_too_long": (
        _mark("The text of the emergency page is longer than {longest} characters."),
        _mark("Shorten it: it is read standing up, with somebody's needle in place."),
    ),
    "emergency.phones_missing": (
        _mark("The emergency page has no telephone number."),
        _mark("Give at least one: whom, and the number."),
    ),
    "emergency.too_many_phones": (
        _mark("The emergency page has more than {most} telephone numbers."),
        _mark("Keep those that are called first."),
    ),
    "emergency.phone_without_name": (
        _mark("The number {number} does not say whom it calls."),
        _mark("Write whom it calls before the number."),
    ),
    "emergency.phone_unusable": (
        _mark("“{number}” for {name} is not a telephone number."),
        _mark("Write digits, with blanks, + or hyphens where they help, such as +86 10 1234 5678."),
    ),
    "emergency.investigator_missing": (
        _mark("This site has nobody who can sign the emergency page."),
        _mark("Let the administrator enter the principal investigator under People."),
    ),
    "emergency.copy_unreadable": (
        _mark("The site's emergency page (emergency.toml) cannot be read."),
        _SIGN_IN,
    ),
    "emergency.copy_changed": (
        _mark("The site's emergency page (emergency.toml) was changed after it was signed."),
        _mark(
            "Check every line and number before you rely on it. Sign in once: the page is then "
            "written anew from the signed record."
        ),
    ),
    "emergency.copy_missing": (
        _mark("The site's emergency page was signed, but its copy (emergency.toml) is not there."),
        _SIGN_IN,
    ),
    "emergency.copy_differs": (
        _mark("The file emergency.toml does not say what the investigator signed."),
        _SIGN_IN,
    ),
    "emergency.copy_foreign": (
        _mark("There is an emergency.toml, but nobody has signed an emergency page here."),
        _mark("Sign in once: the file is then set aside as emergency.toml.unsigned."),
    ),
    "emergency.copy_rewritten": (
        _mark("The copy of the emergency page did not hold and was written anew."),
        _mark("Print the page again, and find out who or what changed emergency.toml."),
    ),
    "emergency.copy_set_aside": (
        _mark("An emergency page that nobody had signed was set aside."),
        _mark("It lies in the site's folder as emergency.toml.unsigned."),
    ),
    "emergency.copy_not_written": (
        _mark("The emergency page stands in the record, but its copy could not be written."),
        _mark(
            "Make room on the disk or let this account write in the site's folder, then sign in "
            "again."
        ),
    ),
    "emergency.not_signed_yet": (
        _mark("This site has not written its emergency page yet."),
        _mark("The principal investigator signs it at Site, Emergency page."),
    ),
}
