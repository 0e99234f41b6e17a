"""The files of a machine beside the log: the list of what was read, and one file row by row.

The files are written for the picture by the maker the tests use; everything in them is synthetic.
"""

import tempfile
from pathlib import Path

from installer.camera import Camera
from installer.gallery.fractions import UNDER_WAY, Take, show
from installer.gallery.stage import part
from ltm_desktop.ui.panels.fractions.files_page import FilesPage
from tests.ui.panels.fractions.machine import Machine


def walk(camera: Camera, take: Take) -> None:
    """Picture a stick of files: one already told, one not told, a stranger's, one cut off."""
    course = part(camera, UNDER_WAY)
    show(course)
    camera.press("fractions.act.files")
    with tempfile.TemporaryDirectory(prefix="ltm-machine-") as stick:
        machine = Machine(camera.desk, course.patient, Path(stick))
        told = machine.sessions()[-1]
        files = (
            machine.of("session-12.dcm", told, dose="1.90"),
            machine.next("session-13.dcm"),
            machine.of("stranger.dcm", told, patient="H-999999"),
        )
        half = machine.write("half.dcm", files[0].read_bytes()[:900])
        for page in camera.program.findChildren(FilesPage):
            page.dropped.emit((*files, half))
        camera.rest()
    take("fraction-files")
    camera.press("fractions.files.compare.0")
    take("fraction-file")
    show(course)
