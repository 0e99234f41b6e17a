"""The only meeting with pydicom: elements of a file as texts, exact numbers, days and items.

Every number is read from its own characters, never through a float. Whatever the library finds
wrong with a file becomes one refusal, here and nowhere else; its own messages may carry a
patient's name, so none is shown or logged.
"""

import logging
import re
import struct
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time
from decimal import Decimal
from io import BytesIO

import pydicom.config
from pydicom.charset import convert_encodings, decode_bytes
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.filereader import read_dataset
from pydicom.tag import Tag
from pydicom.valuerep import PN_DELIMS, TEXT_VR_DELIMS

from ltm_desktop.domain.errors import refuse

DICOM = "DICOM: form of a file"
LONGEST = 1024
"""Characters of the longest text form that is read (ST)."""
_UID = re.compile(r"[0-9]{1,62}(\.[0-9]{1,62})*")
_LONGEST_UID = 64
_DECIMAL = re.compile(r"[+-]?([0-9]{1,16}\.?[0-9]{0,16}|\.[0-9]{1,16})([eE][+-]?[0-9])?")
_TOO_MUCH = Decimal(10) ** 9
"""No dose and no monitor units of any machine come near."""
_WHOLE = re.compile(r"[+-]?[0-9]{1,10}")
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{2})([0-9]{2})?([0-9]{2})?(\.[0-9]{1,6})?")

_UNDEFINED = 0xFFFFFFFF
"""The length of a value that ends with a mark of its own."""
_META = 0x0002
_PIXELS = 0x7FE0
"""The group of pixel data; no plan or record has any, and none is ever read."""

_FAULTS = (
    InvalidDicomError,
    BytesLengthException,
    EOFError,
    OSError,
    NotImplementedError,
    RecursionError,
    MemoryError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    struct.error,
)
"""What the library has been seen to raise, or says it raises, over a damaged file."""


class _Complaint(logging.Handler):
    """Makes a fault of what the library would only log: it goes on with half a file."""

    def emit(self, record: logging.LogRecord) -> None:
        raise ValueError(record.levelname)


# Strict for the whole process: nothing else here reads DICOM. A cut file is refused, not patched.
pydicom.config.settings.reading_validation_mode = pydicom.config.RAISE
logging.getLogger("pydicom").propagate = False
logging.getLogger("pydicom").setLevel(logging.ERROR)
logging.getLogger("pydicom").addHandler(_Complaint(logging.ERROR))


class WholeStream(BytesIO):
    """Bytes that are never handed out short: the library would take a cut value for a value."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return exactly that many bytes, or none at the end. Raises EOFError for a part."""
        found = super().read(size)
        if size is not None and size > 0 and len(found) not in (0, size):
            raise EOFError
        return found


def _refuse_cut(dataset: Dataset) -> None:
    """Raise EOFError where a value is shorter than it says it is."""
    for element in dataset.elements():
        told = element.length if isinstance(element, RawDataElement) else _UNDEFINED
        if told not in (_UNDEFINED, len(element.value or b"")):
            raise EOFError


@contextmanager
def plainly() -> Iterator[None]:
    """Turn whatever the library raises over a file into Refused dicom.damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _FAULTS:
        raise refuse("dicom.damaged", DICOM) from None


class Item:
    """One data set, or one item of a sequence in it; elements are asked for by their keyword."""

    __slots__ = ("_dataset", "_encodings")

    def __init__(self, dataset: Dataset, encodings: Sequence[str] = ("iso8859",)) -> None:
        """Take a data set and the character sets of what it stands in. Raises Refused if cut."""
        with plainly():
            _refuse_cut(dataset)
        self._dataset = dataset
        self._encodings = list(encodings)
        named = self._plain("SpecificCharacterSet")
        if named:
            with plainly():
                self._encodings = convert_encodings(named.split("\\"))

    def has(self, keyword: str) -> bool:
        """Tell whether an element is there, with or without a value."""
        return keyword in self._dataset

    def text(self, keyword: str) -> str:
        """Return a text in one line, empty where there is none."""
        return self._clean(self._decoded(keyword, TEXT_VR_DELIMS))

    def names(self, keyword: str) -> tuple[str, ...]:
        """Return people's names, each in one script, parts separated by ^."""
        found = re.split(r"[\\=]", self._decoded(keyword, PN_DELIMS))
        return tuple(filter(None, (self._clean(one).strip("^ ") for one in found)))

    def code(self, keyword: str) -> str:
        """Return a code string in capitals, empty where there is none."""
        return self._clean(self._plain(keyword)).upper()

    def uid(self, keyword: str) -> str:
        """Return a UID, empty where there is none. Raises Refused for what is no UID."""
        text = self._plain(keyword)
        if text and (len(text) > _LONGEST_UID or not _UID.fullmatch(text)):
            raise refuse("dicom.damaged", DICOM)
        return text

    def number(self, keyword: str) -> Decimal | None:
        """Return an exact number, None where there is none. Raises Refused for anything else."""
        text = self._plain(keyword)
        if not text:
            return None
        if not _DECIMAL.fullmatch(text):
            raise refuse("dicom.number", DICOM, element=keyword)
        number = Decimal(text)
        if abs(number) >= _TOO_MUCH:
            raise refuse("dicom.number", DICOM, element=keyword)
        return _without_zeros(number)

    def count(self, keyword: str) -> int | None:
        """Return a whole number, None where there is none. Raises Refused for anything else."""
        text = self._plain(keyword)
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            raise refuse("dicom.number", DICOM, element=keyword)
        return int(text)

    def day(self, keyword: str) -> date | None:
        """Return a day, None where there is none. Raises Refused for no day of any calendar."""
        text = self._plain(keyword)
        if not text:
            return None
        with _a_number(keyword):
            year, month, day = _parts(_DAY, text)
            return date(year, month, day)

    def clock(self, keyword: str) -> time | None:
        """Return a time of day, None where there is none. Raises Refused for no time of a day."""
        text = self._plain(keyword)
        if not text:
            return None
        with _a_number(keyword):
            # what a machine writes below the second is kept out of a record of minutes
            hour, minute, second = _parts(_CLOCK, text)
            return time(hour, minute, second)

    def items(self, keyword: str) -> tuple["Item", ...]:
        """Return the items of a sequence, none where it is not there."""
        with plainly():
            if keyword not in self._dataset:
                return ()
            value = self._dataset[keyword].value
            found = tuple(one for one in value or () if isinstance(one, Dataset))
        return tuple(Item(one, self._encodings) for one in found)

    def _raw(self, keyword: str) -> bytes:
        with plainly():
            if keyword not in self._dataset:
                return b""
            value = self._dataset.get_item(keyword).value
            if value and not isinstance(value, bytes):
                raise TypeError
            return value or b""

    def _plain(self, keyword: str) -> str:
        with plainly():
            return self._raw(keyword).decode("ascii").strip(" \0")

    def _decoded(self, keyword: str, delimiters: set[int]) -> str:
        with plainly():
            return decode_bytes(self._raw(keyword), self._encodings, delimiters)

    def _clean(self, text: str) -> str:
        """Return a text without padding. Raises Refused for what nobody sees, or far too much."""
        bare = " ".join(text.strip(" \0").split())
        if len(bare) > LONGEST or not bare.isprintable():
            raise refuse("dicom.damaged", DICOM)
        return bare


def _parts(form: re.Pattern[str], text: str) -> tuple[int, int, int]:
    found = form.fullmatch(text)
    if found is None:
        raise ValueError
    return int(found[1]), int(found[2] or 0), int(found[3] or 0)


@contextmanager
def _a_number(keyword: str) -> Iterator[None]:
    try:
        yield
    except ValueError:
        raise refuse("dicom.number", DICOM, element=keyword) from None


def _without_zeros(number: Decimal) -> Decimal:
    """Return a number without the zeros a machine pads with: 200.000000 is 200, 1E2 is 100."""
    plain = format(number, "f")
    return Decimal(plain.rstrip("0").rstrip(".") or "0") if "." in plain else Decimal(plain)


def read_meta(stream: BytesIO) -> Item:
    """Return the file's meta information; the stream stands behind it."""
    with plainly():
        found = read_dataset(
            stream,
            is_implicit_VR=False,
            is_little_endian=True,
            stop_when=lambda tag, _vr, _length: tag.group != _META,
        )
    return Item(found)


def read_body(stream: BytesIO, *, implicit: bool, keywords: Sequence[str]) -> Item:
    """Return the top elements of a data set that are asked for; all of it must be readable."""
    with plainly():
        found = read_dataset(
            stream,
            is_implicit_VR=implicit,
            is_little_endian=True,
            stop_when=lambda tag, _vr, _length: tag.group >= _PIXELS,
            specific_tags=[Tag(keyword) for keyword in keywords],
        )
    return Item(found)
