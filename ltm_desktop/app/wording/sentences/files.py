"""Why a file that should leave the record was not saved, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "files.exists": (
        _mark("{name} is there already; nothing was written."),
        _mark("Choose another name or place."),
    ),
    "files.no_folder": (
        _mark("There is no folder {place}; {name} was not written."),
        _mark("Make the folder, or choose another one. The record itself is whole."),
    ),
    "files.no_room": (
        _mark("There is no room for {name} in {place}; nothing was written there."),
        _mark(
            "Make at least {room} MB of room there, or choose another place. "
            "The record itself is whole."
        ),
    ),
    "files.not_written": (
        _mark("{name} could not be written in {place}; what stood there stands."),
        _mark("Choose a folder in which you may write. The record itself is whole."),
    ),
}
