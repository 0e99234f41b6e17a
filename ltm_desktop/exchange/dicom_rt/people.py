"""Whose file it is and when things happened, alike in plans and treatment records.

Refuses a file without a patient ID or UID of its own.
"""

import re
from datetime import datetime, timedelta, timezone, tzinfo

from ltm_desktop.app.imported import ImportedPatient
from ltm_desktop.domain.errors import refuse
from ltm_desktop.exchange.dicom_rt.elements import DICOM, Item

_OFFSET = re.compile(r"([+-])([01][0-9])([0-5][0-9])")


def read_patient(body: Item) -> ImportedPatient:
    """Return whose file it is. Raises Refused where it does not say."""
    number = body.text("PatientID")
    if not number:
        raise refuse("dicom.no_patient", DICOM)
    return ImportedPatient(number, body.names("PatientName"), body.day("PatientBirthDate"))


def read_uid(body: Item) -> str:
    """Return the UID that names this file and no other. Raises Refused without one."""
    uid = body.uid("SOPInstanceUID")
    if not uid:
        raise refuse("dicom.no_uid", DICOM)
    return uid


def read_moment(body: Item, day: str, clock: str, zone: tzinfo) -> datetime:
    """Return a moment in the site's zone; a file without an offset means the site's clock.

    Raises Refused where the file lacks the day or the time.
    """
    on, at = body.day(day), body.clock(clock)
    if on is None or at is None:
        raise refuse("dicom.no_time", DICOM)
    told = datetime.combine(on, at, _offset(body) or zone)
    try:
        return told.astimezone(zone)
    except OverflowError:  # the first and the last day of all calendars
        raise refuse("dicom.no_time", DICOM) from None


def _offset(body: Item) -> tzinfo | None:
    text = body.text("TimezoneOffsetFromUTC")
    if not text:
        return None
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise refuse("dicom.number", DICOM, element="TimezoneOffsetFromUTC")
    away = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-away if found[1] == "-" else away)
