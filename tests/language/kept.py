"""The Latin letters that may stand in Chinese: units, codes, keys, names, and nothing else.

Whatever a text holds beyond these lists is English left behind. Words stand here whole, what a
synthetic person typed stands in `typed`. Refuses to keep common English words one by one.
"""

import re
from zoneinfo import available_timezones

from tests.language.typed import TYPED, TYPED_LINES

UNITS = {
    *("mg", "g", "kg", "mL", "mm", "cm", "h", "min", "Gy", "MU", "MV", "kV", "MiB", "KiB", "PB"),
    *("mg/mL", "mg/L", "mg/dL", "mL/min", "mmHg", "cmH", "mmH", "O", "L", "g/L", "g/dL", "ng/mL"),
    *(
        "mmol/L",
        "mmol",
        "umol",
        "mol",
        "umol/L",
        "mol/L",
        "IU/mL",
        "RBE",
        "C",
        "kB",
        "MB",
        "L/L",
        "U/L",
        "U/mL",
        "cGy",
    ),
    *("nmol/L", "pmol/L", "pg/mL", "mg/mmol", "fL", "d", "s", "m", "y"),
}
LABORATORY = {
    *("ALP", "ALT", "APTT", "AST", "CA", "CEA", "CYFRA", "GGT", "INR", "LDH", "NSE", "ProGRP"),
    *("PLT", "CREA", "NEUT", "DNA", "G-CSF", "SCC", "REF", "CSF", "HCG", "AFP", "PT"),
}
MEDICINE = {
    *("Ommaya", "CT", "MRI", "PET", "CTCAE", "ECOG", "KPS", "Karnofsky", "EANO-ESMO", "NCI"),
    *("RANO-LM", "NANO-LM", "EORTC-RANO", "MedDRA", "NRFit", "Luer", "PTV", "GTV", "CTV", "Linac"),
    *("LINAC", "VMAT", "IMRT", "CBCT", "BED", "EQD", "CR", "PR", "SD", "PD", "NE", "II", "I"),
    *("Kaplan-Meier", "Greenwood", "log-log", "log-rank", "p", "BSA", "DLT", "SAE", "SUSAR", "DM"),
    *("OAR", "RV", "RT", "B", "T", "L1", "L", "CFR"),
}
FORMATS = {
    *("PDF", "pdf", "CSV", "JSON", "FHIR", "DICOM", "HL", "R", "GS", "FNC", "GTIN", "SN", "SHA"),
    *("QR", "UTF", "UTC", "USB", "TOML", "PAdES", "PIN", "UID", "ICF", "A", "EX", "PostgreSQL"),
    *("SQLCipher", "Argon", "X", "ASCII", "HTML", "XLSX", "NCT", "Plan", "DICOM", "id", "XML"),
    *("LTM", "Desktop", "English", "TLS", "SQLite", "Qt", "Python", "CPython", "ECDSA", "P-"),
}
KEYS = {
    *("Alt", "Ctrl", "Shift", "Esc", "Enter", "Tab", "Left", "Right", "Up", "Down", "Home", "End"),
    *("F", *(chr(code) for code in range(ord("A"), ord("Z") + 1))),
}
SETTING_FORMAT = {
    "any",
    "both",
    "note",
    "none",
    "override",
    "related",
    "soc",
    "soft",
    "stop",
    "until",
}
"""The words in which values of the site configuration are typed, in every language."""

PEOPLE = {
    *("Ann", "Bai", "Chen", "Dana", "Dora", "En", "Ines", "Jia", "Mary", "Nina", "Nora", "Paul"),
    *("Piet", "Qing", "Rosa", "Sam", "Wei", "Xavier", "Maximiliana", "Alpha", "Bravo", "Delta"),
    *("Echo", "Foxtrot", "Demo", "DEMO", "EXAMPLE", "Example", "SYNTHETIC", "YANSHI", "Anna"),
    *("Ada", "Mo"),
    *("VERYLONGFAMILYNAME-OFTHEDEMO", "NURSE", "PHYSICIAN", "Ye", "Yu", "Tess", "Uwe"),
}
"""Synthetic people; Demo and EXAMPLE are family names that say so."""

_PATTERNS = (
    r"\b(?i:wolfeschlegelsteinhausenbergerdorffwelche)\w*",
    r"\b[a-z][a-z0-9-]*\.(?:[a-z]|example|sponsor)\b",  # user names: nurse.a, s.example
    r"\b(?:IND|WK|RT|EX\d?|S\d+|D\d+|H|LOT|RV|CYC|PTV)-[A-Z0-9-]+",  # items, subjects, lots
    r"\b(?:adm|prep|pat|resp)-[\w-]+",  # records
    r"\b(?:sae|not|fup|ae|dev|rec|lab|chk|ser|ovr|ord|fu|kit)-[a-z]*\d\w*",
    r"\bzh-CN\b|\ben\b(?=[)）,，;；\s]|$)|\bzh_CN\b",  # languages by code
    r"\b[\w.-]+\.(?:dcm|csv|toml|pdf|json|png|xlsx|txt|pem|key|age|zip)\b",
    r"(?:[A-Z]:\\|/)[\w\\/. -]*\w",  # folders
    r"\b[0-9a-f]{4}(?:\s[0-9a-f]{4})+\b|\b(?=\w*\d)[0-9a-fA-F]{4,}\b",  # digests
    r"\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/\w+",
    r"\][A-Za-z]\d[\w\[\]]+|\[GS\]",  # characters of a scan
    r"\bU\+[0-9A-F]{4,6}\b",
    r"log\(-log\)",  # the transformation of survival limits
    r"a 至 z",  # the letters of a user name
    r"\[[a-z_]+(?:\.[a-z0-9_]+)+\]",  # a setting's own key, in brackets behind its name
    r"\d\([a-z]\)",  # clauses: 11.10(e)
    r"^[A-Z]{2}$|例如 CN",  # a country's two letters
    r"--[a-z][a-z-]*",  # options of the command line
)
_KNOWN = re.compile("|".join(_PATTERNS))
_RUN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ž]+(?:[-/'][A-Za-z]+)*")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\xad"))
_KEPT = frozenset().union(UNITS, LABORATORY, MEDICINE, FORMATS, KEYS, SETTING_FORMAT, PEOPLE)
_ZONES = frozenset(available_timezones())
_TYPED = re.compile(
    "|".join(re.escape(text) for text in sorted((*TYPED_LINES, *TYPED), key=len, reverse=True))
)


def find_latin(text: str, *, also: frozenset[str] = frozenset()) -> list[str]:
    """Return every run of Latin letters in a text that no list keeps."""
    clean = text.translate(_INVISIBLE).replace("\xa0", " ")
    if clean.strip() in _ZONES:
        return []
    clean = _KNOWN.sub(" ", _TYPED.sub(" ", clean))
    return [run for run in _RUN.findall(clean) if run not in _KEPT and run not in also]
