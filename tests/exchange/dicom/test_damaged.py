"""Files that are not what they should be: each gets one sentence, and nothing worse happens."""

import logging
import random
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydicom.data import get_testdata_file
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian

from ltm_desktop.app.wording.sentences.merged import UNKNOWN, words_of
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.exchange.dicom_rt import opening
from ltm_desktop.exchange.dicom_rt.elements import plainly
from ltm_desktop.exchange.dicom_rt.files import DicomFiles
from tests.exchange.dicom.records import (
    BeamSpec,
    RecordSpec,
    plan,
    record,
    record_set,
    written,
)

ZONE = ZoneInfo("Asia/Shanghai")
FILES = DicomFiles()


def refusal(raw: bytes) -> str:
    """Return the one code a file is refused with; it has a sentence."""
    with pytest.raises(Refused) as refused:
        FILES.read_any(raw, ZONE)
    (alert,) = refused.value.alerts
    assert words_of(alert) != UNKNOWN
    return alert.code


def without(keyword: str) -> bytes:
    made = record_set(RecordSpec())
    delattr(made, keyword)
    return written(made)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "dicom.not_dicom"),
        (b"%PDF-1.7", "dicom.not_dicom"),
        (b"\0" * 400, "dicom.not_dicom"),
        (b"\0" * 128 + b"DICM", "dicom.neither"),
        (record()[:200], "dicom.damaged"),
        (without("ReferencedRTPlanSequence"), "dicom.damaged"),
        (record()[:-1], "dicom.damaged"),
        (record() + b"\0", "dicom.damaged"),
        (without("PatientID"), "dicom.no_patient"),
        (record(patient=""), "dicom.no_patient"),
        (without("TreatmentDate"), "dicom.no_time"),
        (record(clock=""), "dicom.no_time"),
        (without("TreatmentSessionBeamSequence"), "dicom.no_beams"),
        (record(beams=(BeamSpec(fraction=None),)), "dicom.no_fraction_number"),
        (record(beams=(BeamSpec(fraction=0),)), "dicom.number"),
        (record(beams=(BeamSpec(), BeamSpec(fraction=2))), "dicom.several_fractions"),
        (record(beams=(BeamSpec(delivered="-1"),)), "dicom.number"),
        (record(beams=(BeamSpec(delivered=""),)), "dicom.number"),
        (record(doses=((1, "PTV1", "-2"),)), "dicom.number"),
        (record(extra={"TimezoneOffsetFromUTC": "+9900"}), "dicom.number"),
        (record(day="99991231", extra={"TimezoneOffsetFromUTC": "-1200"}), "dicom.no_time"),
        (plan(targets=((1, "PTV1", "-40"),)), "dicom.number"),
        (plan(fractions=()), "dicom.no_groups"),
        (plan(fractions=(0,)), "dicom.number"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        (b"20260316", b"20260230"),
        (b"20260316", b"2026-3-1"),
        (b"090500", b"250500"),
        (b"2.00", b"2,00"),
        (b"2.00", b"NaN "),
        (b"2.00", b"9E9 "),
        (b"2.00", b"1e99"),
        (b"116.5 ", b"InfInf"),
        (b"H-000001", b"H\n\x1b[31m1"),
        (b"H-000001", b"H-00\xff001"),
    ],
)
def test_numbers_days_and_texts_that_make_no_sense_are_refused(told: bytes, instead: bytes) -> None:
    raw = record()
    assert told in raw
    assert len(told) == len(instead)
    assert refusal(raw.replace(told, instead)) in {"dicom.number", "dicom.damaged"}


def test_a_plan_is_no_treatment_and_a_treatment_no_plan() -> None:
    with pytest.raises(Refused, match=r"dicom\.not_a_treatment"):
        FILES.read_treatment(plan(), ZONE)
    with pytest.raises(Refused, match=r"dicom\.not_a_plan"):
        FILES.read_plan(record())


def test_other_files_of_the_standard_are_neither() -> None:
    found = get_testdata_file("CT_small.dcm", download=False)
    assert isinstance(found, str)
    assert refusal(Path(found).read_bytes()) == "dicom.neither"


def test_a_compressed_file_is_never_unpacked() -> None:
    assert refusal(written(record_set(RecordSpec()), DeflatedExplicitVRLittleEndian)) == (
        "dicom.compressed"
    )


def test_another_byte_order_is_not_guessed_at() -> None:
    raw = written(record_set(RecordSpec()))
    other = raw.replace(b"1.2.840.10008.1.2.1\0", ExplicitVRBigEndian.encode() + b"\0")
    assert refusal(other) == "dicom.compressed"


def test_a_file_larger_than_any_plan_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_MOST", 1000)
    file = tmp_path / "large.dcm"
    file.write_bytes(record())
    for source in (file, record()):
        with pytest.raises(Refused, match=r"dicom\.too_large"):
            FILES.read_any(source, ZONE)


def test_a_file_that_is_not_there_names_a_next_step(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.dcm", tmp_path):
        with pytest.raises(Unavailable, match=r"dicom\.unreadable"):
            FILES.read_any(path, ZONE)


def test_sequences_within_sequences_without_end_are_refused() -> None:
    raw = record()
    start = raw.index(struct.pack("<HH", 0x3008, 0x0020))
    deep = struct.pack("<HH2sHL", 0x3008, 0x0020, b"SQ", 0, 0xFFFFFFFF)
    item = struct.pack("<HHL", 0xFFFE, 0xE000, 0xFFFFFFFF)
    assert refusal(raw[:start] + (deep + item) * 20_000) == "dicom.damaged"


def test_what_the_library_says_of_a_damaged_file_is_never_logged(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for raw in mutants(record(name="SECRET^Name"), 60, seed=4):
        _read(raw)
    out, err = capfd.readouterr()
    assert not out + err + caplog.text


def test_what_the_library_would_only_log_is_a_refusal() -> None:
    with pytest.raises(Refused, match=r"dicom\.damaged"), plainly():
        logging.getLogger("pydicom").error("half a file")


def test_a_sequence_where_a_text_belongs_is_refused() -> None:
    raw = record()
    name = struct.pack("<HH2sH", 0x0010, 0x0020, b"LO", 8) + b"H-000001"
    assert name in raw
    items = struct.pack("<HH2sHL", 0x0010, 0x0020, b"SQ", 0, 0xFFFFFFFF)
    one, ends = struct.pack("<HHL", 0xFFFE, 0xE000, 0), struct.pack("<HHL", 0xFFFE, 0xE0DD, 0)
    assert refusal(raw.replace(name, items + one + ends)) == "dicom.damaged"
    assert refusal(raw.replace(name, items + ends)) == "dicom.no_patient"


def mutants(raw: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Yield copies with bytes changed, cut out, put in or cut off, the same ones in every run."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    for number in range(count):
        made = bytearray(raw)
        for _ in range(chance.randrange(1, 9)):
            place, length = chance.randrange(132, len(made)), chance.randrange(1, 48)
            some = chance.randbytes(length)
            match number % 5:
                case 0:
                    made[place] = some[0]
                case 1:
                    made[place] ^= 1 << chance.randrange(8)
                case 2:
                    del made[place : place + length]
                case 3:
                    made[place:place] = some
                case _:
                    made = made[:place]
                    break
            if len(made) < 200:
                break
        yield bytes(made)


def _read(raw: bytes) -> Any:
    try:
        return FILES.read_any(raw, ZONE)
    except Refused as refused:
        (alert,) = refused.alerts
        return alert.code


ORIGINALS: dict[str, Callable[[], bytes]] = {
    "photons": lambda: record(beams=(BeamSpec(dose="1"), BeamSpec(number=2, dose="1"))),
    "protons": lambda: record(ion=True, name="HECHENG^Wei=合成^伟", charset="GB18030"),
    "plan": plan,
    "real plan": lambda: Path(str(get_testdata_file("rtplan.dcm", download=False))).read_bytes(),
}


@pytest.mark.parametrize("kind", ORIGINALS)
def test_five_hundred_mutated_files_are_read_or_refused_and_never_crash(kind: str) -> None:
    outcomes = [_read(raw) for raw in mutants(ORIGINALS[kind](), 500, seed=1)]
    assert len(outcomes) == 500
    assert "dicom.damaged" in outcomes


def test_a_file_cut_off_anywhere_is_never_read_as_a_shorter_one() -> None:
    raw = record()
    cut = {_read(raw[:place]) for place in range(len(raw))}
    assert cut <= {code for code in cut if isinstance(code, str)}
    assert "dicom.damaged" in cut
