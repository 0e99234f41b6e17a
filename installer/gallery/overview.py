"""The walk through the site's numbers: each sheet, who is behind one number, curves, the paper."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from installer.camera import Camera, end, sign_in
from installer.gallery.hands import choose_cell, hit, large, small
from installer.gallery.papers import pages
from installer.gallery.walk import take
from ltm_desktop.ui.panels.overview.curve import CurvePicture
from ltm_desktop.ui.panels.overview.panel import OverviewPanel

_PAPER_DPI = 60
SUMMARY, ACCRUAL, RELATED, RESPONSE, SURVIVAL = range(5)
"""The tabs in their order; the endpoints of survival come last."""
STEPS = 12
"""So often the arrow key goes to the next day on the curve: to the one death of the demo."""
Take = Callable[[str], None]


def alone(camera: Camera) -> None:
    """Picture the overview in the hands of the investigator."""
    sign_in(camera, "physician.q")
    walk(camera, lambda name: take(camera, name))
    end(camera)


def walk(camera: Camera, shot: Take) -> None:
    """Picture the overview from its summary to its paper."""
    camera.shell.work.go("overview")
    camera.rest()
    shot("overview-summary")
    camera.turn_to("overview.tabs", ACCRUAL)
    shot("overview-accrual")
    camera.turn_to("overview.tabs", RELATED)
    _choose_greatest(camera, "overview.related")
    shot("overview-behind")
    camera.turn_to("overview.tabs", RESPONSE)
    shot("overview-response")
    camera.turn_to("overview.tabs", SURVIVAL)
    _read_curve(camera)
    shot("overview-survival")
    large(camera)
    shot("overview-survival-large")
    small(camera)
    pages(camera, "overview-paper", _paper(camera), _PAPER_DPI)


def _choose_greatest(camera: Camera, name: str) -> None:
    """Open the number with the most patients behind it, by the Enter key."""
    table = camera.find(name)
    if not isinstance(table, QTableWidget):
        raise TypeError(name)
    places = [
        (row, column) for row in range(table.rowCount()) for column in range(1, table.columnCount())
    ]
    choose_cell(camera, name, *max(places, key=lambda one: _number(table, *one)))
    hit(camera, name, Qt.Key.Key_Return)


def _number(table: QTableWidget, row: int, column: int) -> int:
    item = table.item(row, column)
    first = item.text().split(maxsplit=1)[0] if item is not None and item.text() else ""
    return int(first) if first.isdecimal() else 0


def _read_curve(camera: Camera) -> None:
    """Walk along the curve by the arrow key, and open the day one stands on."""
    curves = camera.program.findChildren(CurvePicture)
    name = next(one.objectName() for one in curves if one.isVisible())
    for _ in range(STEPS):
        hit(camera, name, Qt.Key.Key_Right)
    hit(camera, name, Qt.Key.Key_Return)


def _paper(camera: Camera) -> bytes:
    """Save the numbers as the button does, and return the file's bytes."""
    with tempfile.TemporaryDirectory(prefix="ltm-overview-") as place:
        file = Path(place) / "overview.pdf"
        _panel(camera).presenter.print(file)
        camera.rest()
        return file.read_bytes()


def _panel(camera: Camera) -> OverviewPanel:
    return next(one for one in camera.program.findChildren(OverviewPanel) if one.isVisible())
