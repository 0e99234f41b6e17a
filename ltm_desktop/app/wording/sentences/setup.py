"""What set-up refuses, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "setup.folder_missing": (
        _mark("The folder of the site is missing."),
        _mark("Choose an empty folder on a disk of this computer."),
    ),
    "setup.folder_network": (
        _mark("This folder lies on the network."),
        _mark("Choose a folder on a disk of this computer: the record must work offline."),
    ),
    "setup.folder_synced": (
        _mark("This folder is synchronised by another program, which can bring back old copies."),
        _mark("Choose a folder that no other program copies."),
    ),
    "setup.bad_code": (
        _mark("“{typed}” cannot be the code of a site."),
        _mark("Use letters a to z, digits, points or hyphens, such as the centre's number."),
    ),
    "setup.unknown_zone": (
        _mark("“{typed}” is not a time zone."),
        _mark("Choose one from the list, such as Asia/Shanghai."),
    ),
    "setup.unknown_country": (
        _mark("The holidays of “{typed}” are not known."),
        _mark("Choose a country from the list by its two letters."),
    ),
    "setup.kind_missing": (
        _mark("What this site is for is missing."),
        _mark("Choose one; it can never be changed later."),
    ),
    "setup.sheet_not_saved": (
        _mark("The recovery sheet could not be saved there."),
        _mark("Choose another place; the sheet can be saved again until this page is left."),
    ),
}
