"""How laboratories spell what the log knows: analytes, units and specimens.

Concludes only what is spelled out; what could be two things is nobody's and left to a person.
"""

from collections.abc import Mapping, Sequence

from ltm_desktop.domain.analytes import Analyte, Specimen
from ltm_desktop.domain.lab_units import Family, LabUnit
from ltm_desktop.domain.protocol import ActiveProtocol

UNSAID, CSF_SOMEWHERE = "", "csf"
"""What a file may leave open: everything, or where CSF was taken."""
Specimens = Mapping[str, Specimen]
"""What a person said of samples that the file leaves open."""
_CSF = ("csf", "cerebrospinal", "liquor", "脑脊液")
_LUMBAR = ("lumbar", "腰")
_VENTRICULAR = ("ventric", "ommaya", "reservoir", "脑室", "储液囊")
_BLOOD = ("blood", "serum", "plasma", "全血", "血清", "血浆", "静脉血", "血液")
_ALIKE = str.maketrans({"μ": "u", "µ": "u", "×": "", "*": "^", "⁹": "^9", "⁶": "^6", "³": "^3"})


def specimen_of(text: str, told: Specimens) -> Specimen | None:
    """Return where a sample was taken, None where nobody has said it yet."""
    words = text.casefold()
    if any(one in words for one in _LUMBAR):
        return Specimen.CSF_LUMBAR
    if any(one in words for one in _VENTRICULAR):
        return Specimen.CSF_VENTRICULAR
    if any(one in words for one in _CSF):
        return told.get(CSF_SOMEWHERE)
    if any(one in words for one in _BLOOD):
        return Specimen.BLOOD
    return told.get(UNSAID)


def analytes_called(
    codes: Sequence[str], name: str, specimen: Specimen, active: ActiveProtocol
) -> tuple[Analyte, ...]:
    """Return the analytes of a specimen that a file may mean: by its codes, else by its name."""
    protocol = active.protocol
    fitting = [
        one for one in protocol.analytes.values() if protocol.panels[one.panel].takes(specimen)
    ]
    coded = tuple(one for one in fitting if set(one.loinc) & set(codes))
    if coded:
        return coded
    spelled = _letters(name)
    return tuple(one for one in fitting if spelled and spelled in _names(one))


def _names(one: Analyte) -> set[str]:
    spoken = (one.code, one.label.en, one.label.zh, *one.also)
    return {_letters(name) for name in spoken}


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def unit_spelled(family: Family, text: str) -> LabUnit | None:
    """Return the printed unit of a family that a file means, None where it means none of them."""
    spelled = _plain(text)
    return next((one for one in family.printed if _plain(one.name) == spelled), None)


def _plain(unit: str) -> str:
    """Return a unit without what people and UCUM write differently: case, powers, micro signs."""
    plain = "".join(unit.split()).translate(_ALIKE).casefold()
    plain = plain.replace("[iu]", "iu").replace("[h2o]", "h₂o").replace("[hg]", "hg")
    plain = plain.replace("mm3", "mm^3").replace("10e", "10^").replace("^^", "^")
    return "" if plain in ("1", "-", "{inr}", "{ratio}") else plain.removeprefix("x")
