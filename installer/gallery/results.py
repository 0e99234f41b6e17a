"""The walk through the laboratory: reports typed, put right, read from a file, seen as curves.

The files are written for the picture, the bundle by the model library; all of it is synthetic.
"""

import csv
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QTabBar

from installer.camera import NOW, Camera
from installer.gallery.hands import choose_cell, fill, large, small
from installer.gallery.papers import pages
from installer.gallery.stage import Scenery, part
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.ui.panels.labs.from_file_view import FromFilePage
from tests.exchange.labs.bundles import PATIENT, bundle, observation

LONG, BY_OMMAYA, BY_LUMBAR = 1, 15, 4
"""Parts of the demo's roster: long under way, and one by either way in."""
_PAPER_DPI = 60
_DRAWN = NOW - timedelta(hours=2)
_AGAIN = NOW - timedelta(minutes=70)
"""A second sample, of which the chart knows nothing yet."""
_HEADS = "patient,born,test,value,unit,reference,sampled,specimen,report"
COUNTED = 4
"""Platelets are the fifth of the register's blood counts."""
Take = Callable[[str], None]
COUNTS: Mapping[str, str] = {
    "labs.value.white_cells": "2.9",
    "labs.value.neutrophils": "1.4",
    "labs.value.lymphocytes": "0.8",
    "labs.value.haemoglobin": "104",
    "labs.value.platelets": "61",
    "labs.low.platelets": "125",
    "labs.high.platelets": "350",
    "labs.low.neutrophils": "1.8",
    "labs.high.neutrophils": "6.3",
}
WRONG_UNIT: Mapping[str, str] = {
    "labs.value.haemoglobin": "104",
    "labs.unit.haemoglobin": "g/dL",
    "labs.value.platelets": "6100",
}
"""A number of g/L under g/dL, and a platelet count nobody has."""
FLUID: Mapping[str, str] = {
    "labs.value.csf_opening_pressure": "19",
    "labs.value.csf_protein": "620",
    "labs.unit.csf_protein": "mg/L",
    "labs.high.csf_protein": "450",
    "labs.value.csf_glucose": "2.1",
    "labs.low.csf_glucose": "2.5",
    "labs.value.csf_white_cells": "18",
}
CELLS: Mapping[str, str] = {
    "labs.value.csf_cytology": "suspicious",
    "labs.volume.csf_cytology": "4",
    "labs.fixed.csf_cytology": "35",
    "labs.text.csf_cytology": "single atypical cells (synthetic)",
}


def walk(camera: Camera, take: Take) -> None:
    """Picture every page of the laboratory and what is made of its results."""
    _typed(camera, take)
    _right(camera, take)
    _files(camera, take)
    _curves(camera, take)


def _typed(camera: Camera, take: Take) -> None:
    counts = part(camera, LONG)
    counts.show(tab="labs")
    _head(camera)
    fill(camera, COUNTS)
    take("labs-counts")
    fill(camera, WRONG_UNIT)
    take("labs-question")
    camera.press("labs.empty")
    for number, place, name in (
        (BY_LUMBAR, Specimen.CSF_LUMBAR, "labs-csf-lumbar"),
        (BY_OMMAYA, Specimen.CSF_VENTRICULAR, "labs-csf-ventricular"),
    ):
        part(camera, number).show(tab="labs")
        fill(camera, {"labs.panel": "csf"})
        _head(camera)
        fill(camera, {f"labs.place.{place}": "", **FLUID, **CELLS})
        take(name)


def _head(camera: Camera) -> None:
    say = camera.shell.work.context.say
    fill(camera, {"labs.sampled": say.moment(_DRAWN)})


def _right(camera: Camera, take: Take) -> None:
    told = part(camera, LONG)
    told.show(tab="labs")
    _head(camera)
    fill(camera, {**COUNTS, "labs.record": ""})
    choose_cell(camera, "labs.results", COUNTED, 1)
    take("labs-read")
    camera.press("labs.right")
    fill(camera, {"labs.value.platelets": "91"})
    take("labs-correct")
    camera.press("labs.empty")
    camera.press("labs.back")
    take("labs-take-back")


def _files(camera: Camera, take: Take) -> None:
    read = part(camera, LONG)
    with tempfile.TemporaryDirectory(prefix="ltm-laboratory-") as stick:
        for name, file in (
            ("labs-file", _table(Path(stick), read)),
            ("labs-file-fhir", _bundle(Path(stick), read)),
        ):
            read.show(tab="labs")
            camera.press("labs.from_file")
            for page in camera.program.findChildren(FromFilePage):
                page.chosen.emit(file)
            camera.rest()
            take(name)
    camera.press("labs.file.record")
    take("labs-file-taken")


def _table(folder: Path, read: Scenery) -> Path:
    """Write a table of this patient and of a stranger, as a laboratory exports one."""
    file = folder / "results.csv"
    number, born = _owner(read)
    drawn, again = (one.strftime("%Y-%m-%d %H:%M") for one in (_DRAWN, _AGAIN))
    before = _last(read).strftime("%Y-%m-%d %H:%M")
    rows = (
        (number, born, "PLT", "58", "10*9/L", "125-350", drawn, "blood", "R-1"),
        (number, born, "NEUT#", "1.4", "10^9/L", "1.8-6.3", again, "全血", "R-1"),
        (number, born, "Hb", "10.2", "g/dL", "11.5-15.0", again, "blood", "R-1"),
        (number, born, "CREA", "1.04", "mg/dL", "", again, "serum", "R-2"),
        (number, born, "PLT", "171", "10*9/L", "125-350", before, "blood", "R-0"),
        (number, born, "protein", "62", "mg/dL", "15-45", again, "CSF", "R-3"),
        (number, born, "Quantiferon", "1", "IU/mL", "", drawn, "blood", "R-4"),
        (number, born, "CEA", "< 0.5", "ng/mL", "", "", "serum", "R-5"),
        ("H-999999", "1950-01-01", "PLT", "240", "10*9/L", "125-350", drawn, "blood", "R-6"),
    )
    with file.open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([_HEADS.split(","), *rows])
    return file


def _bundle(folder: Path, read: Scenery) -> Path:
    """Write a FHIR bundle of this patient."""
    file, at = folder / "results.json", {"effectiveDateTime": _AGAIN.isoformat()}
    number, born = _owner(read)
    owner = {**PATIENT, "identifier": [{"value": number}], "name": [], "birthDate": born}
    blood: dict[str, Any] = {"resourceType": "Specimen", "id": "s1", "type": {"text": "blood"}}
    fluid = {**blood, "id": "s2", "type": {"text": "Cerebrospinal fluid, ventricular"}}
    of_blood, of_fluid = ({**at, "specimen": {"reference": f"Specimen/s{n}"}} for n in (1, 2))
    file.write_bytes(
        bundle(
            owner,
            blood,
            fluid,
            observation("6690-2", "WBC", "3.1", "10*9/L", **of_blood),
            observation("777-3", "Platelets", "60", "10*9/L", **of_blood),
            observation("2880-3", "Protein", "0.58", "g/L", **of_fluid),
            observation("2342-4", "Glucose", "2.6", "mmol/L", **of_fluid),
            observation(
                "2524-7", "Lactate", "2.2", "mmol/L", **{**of_fluid, "status": "preliminary"}
            ),
        )
    )
    return file


def _owner(read: Scenery) -> tuple[str, str]:
    known = read.camera.desk.chart(read.patient).patient
    if known is None:
        raise LookupError(read.number)
    return known.identity.hospital_number, known.identity.born.isoformat()


def _last(read: Scenery) -> datetime:
    told = read.camera.desk.chart(read.patient).labs.results
    return max(one.sampled_at for one in told if one.sampled_at < _DRAWN)


def _curves(camera: Camera, take: Take) -> None:
    seen = part(camera, LONG)
    seen.show(tab="labs")
    camera.press("labs.trends_button")
    take("labs-trends")
    large(camera)
    take("labs-trends-large")
    small(camera)
    seen.show(tab="timeline")
    take("time-line")
    camera.press("timeline.turn")
    take("time-line-table")
    camera.press("timeline.turn")
    large(camera)
    take("time-line-large")
    small(camera)
    pages(camera, "time-line-paper", camera.desk.time_line(seen.patient), _PAPER_DPI)


def register(camera: Camera, take: Take) -> None:
    """Picture the register of laboratories with the form of a range."""
    camera.shell.work.go("site")
    bar, say = camera.find("site.tabs"), camera.shell.work.context.say
    if isinstance(bar, QTabBar):
        titles = [bar.tabText(place) for place in range(bar.count())]
        camera.turn_to("site.tabs", titles.index(say("Laboratories")))
    _enter(camera, "laboratory", "read_entry", {"code": "LAB1", "name": "Laboratory A (synthetic)"})
    fields = {"analyte": "platelets", "low": "125", "high": "350"}
    _enter(camera, "range", "read_range", {**fields, "since": say.date(NOW.date())})
    camera.press("site.laboratory.do.range")
    fields = {"analyte": "haemoglobin", "low": "115", "high": "150"}
    for name, text in {**fields, "since": say.date(NOW.date())}.items():
        fill(camera, {f"site.laboratory.{name}": text})
    camera.press("site.laboratory.sex.female")
    camera.press("site.laboratory.read_range")
    take("laboratories")


def _enter(camera: Camera, what: str, read: str, fields: Mapping[str, str]) -> None:
    camera.press(f"site.laboratory.do.{what}")
    for name, text in fields.items():
        fill(camera, {f"site.laboratory.{name}": text})
    camera.press(f"site.laboratory.{read}")
    camera.press("site.laboratory.record")
