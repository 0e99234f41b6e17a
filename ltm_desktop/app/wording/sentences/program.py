"""What the program says about itself, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "program.fault": (
        _mark("The program met a fault of its own; this step was not carried out."),
        _mark("What was said to be saved is saved. Try once more, then tell the administrator."),
    ),
    "program.file": (
        _mark("The file {file} cannot be read or written: {reason}."),
        _mark("Check its name, its folder and who may use it, then try again."),
    ),
    "program.nothing_to_verify": (
        _mark("Nothing was named that could be verified."),
        _mark("Name a site's folder, a PDF, or a code with --qr."),
    ),
    "program.nothing_to_write": (
        _mark("No record was named."),
        _mark("Name a record's id, or latest, and the folder of its site."),
    ),
    "program.person_needed": (
        _mark("A user name and a secret are needed, and nobody is here to type them."),
        _mark("Name the person with --user and a file with the secret with --password-file."),
    ),
    "program.no_secret": (
        _mark("The file {file} holds no secret in its first line."),
        _mark("Write the secret alone into the first line, in UTF-8."),
    ),
    "program.chart_changed": (
        _mark("Somebody else wrote in this chart meanwhile; nothing of yours was written."),
        _mark("Look at what is new, then go on: everything you typed is still here."),
    ),
}
