"""Is a file this patient's? Two identifiers, as at the bedside: the number, and birth date or name.

Refuses a file of anybody else. Names are compared loosely, since every system spells them its way;
a name that differs beside the right number and birth date is shown, not refused.
"""

import unicodedata
from collections.abc import Iterator, Mapping

from ltm_desktop.app.imported import ImportedPatient
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.patients import Identity, PatientSlice, check_known
from ltm_desktop.domain.people import HumanName, Person

H01 = "hard rule H01: two identifiers"


def refuse_other_patient(told: ImportedPatient, patient: PatientSlice | None) -> None:
    """Raise Refused unless two identifiers of a file are this patient's."""
    refuse_if(check_known(patient))
    if patient is not None:
        refuse_if(_check(told, patient.identity))


def is_this_patient(told: ImportedPatient, patient: PatientSlice | None) -> bool:
    """Tell whether two identifiers of a file are this patient's."""
    return patient is not None and not tuple(_check(told, patient.identity))


def _check(told: ImportedPatient, identity: Identity) -> Iterator[Alert]:
    own = {identity.subject_id.strip(), identity.hospital_number.strip()} - {""}
    if told.number not in own:
        yield stop("dicom.other_patient", H01, number=told.number)
    if told.born is not None and told.born != identity.born:
        yield stop("dicom.other_birth_date", H01, born=told.born)
    if told.born is None and not is_called(told.names, identity.name):
        # one identifier is none: neither birth date nor name speaks for this patient
        yield stop("dicom.other_name", H01)


def is_called(names: tuple[str, ...], name: HumanName) -> bool:
    """Tell whether any spelling of a name in a file is this person's name, loosely compared."""
    known = _spellings((name.family, name.given)) | _spellings(tuple(name.pinyin.split()))
    known |= {_letters(name.han)}
    found = {spelling for one in names for spelling in _spellings(tuple(one.split("^")))}
    return bool((known & found) - {""})


def person_called(name: str, people: Mapping[PersonId, Person]) -> PersonId | None:
    """Return the one colleague who is called so; None for nobody, and for two of one name."""
    found = [who for who, person in people.items() if is_called((name,), person.name)]
    return found[0] if len(found) == 1 else None


def _spellings(parts: tuple[str, ...]) -> set[str]:
    """Return a name's letters, whole and by its first two parts, in either order."""
    plain = [_letters(part) for part in parts]
    return {"".join(some) for some in (plain, plain[:2], plain[1::-1])}


def _letters(text: str) -> str:
    """Return letters and digits only, without case and marks: Müller-Weiß is mullerweiss."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if c.isalnum())
