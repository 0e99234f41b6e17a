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
    "program.chart_changed": (
        _mark("Somebody else wrote in this chart meanwhile; nothing of yours was written."),
        _mark("Look at what is new, then go on: everything you typed is still here."),
    ),
}
