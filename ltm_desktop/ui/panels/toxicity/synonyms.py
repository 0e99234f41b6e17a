"""What people say that is no term of the vocabulary, and the terms that stand for it.

Leads to terms by their English names; decides nothing. Source: clinical practice section 6.1.
"""

from dataclasses import dataclass

from ltm_desktop.app.wording.marking import mark as _mark


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that lead to one or more terms, and the sentence that says so."""

    words: tuple[str, ...]
    terms: tuple[str, ...]
    """English names in the vocabulary."""
    why: str = ""
    """English, marked for translation; empty for plain other words of one thing."""


_PDPH = _mark(
    "Headache after a lumbar puncture is no term of its own: Headache, or Cerebrospinal fluid "
    "leakage where it comes with posture."
)
_CAUDA = _mark(
    "Cauda equina syndrome is no term of its own: record each part, such as weak legs, numbness "
    "or urinary retention."
)
_OMMAYA = _mark(
    "A fault of the reservoir is no term of its own: use “Other, specify” or infection."
)

SYNONYMS: tuple[Synonym, ...] = (
    Synonym(
        ("pdph", "post-dural puncture headache", "postdural", "穿刺后头痛", "腰穿后头痛"),
        ("Headache", "Cerebrospinal fluid leakage"),
        _PDPH,
    ),
    Synonym(
        ("cauda equina", "马尾综合征", "马尾"),
        (
            "Muscle weakness lower limb",
            "Radiculitis",
            "Paresthesia",
            "Urinary retention",
            "Nervous system disorders - Other, specify",
        ),
        _CAUDA,
    ),
    Synonym(
        ("ommaya malfunction", "ommaya", "reservoir blocked", "储液囊"),
        ("Device related infection", "Nervous system disorders - Other, specify"),
        _OMMAYA,
    ),
    Synonym(("csf leak", "脑脊液漏"), ("Cerebrospinal fluid leakage",)),
    Synonym(("pres", "rpls", "可逆性后部"), ("Reversible posterior leukoencephalopathy syndrome",)),
    Synonym(
        ("legs burn", "burning legs", "leg pain", "sciatica", "腿痛", "烧灼", "下肢痛"),
        ("Radiculitis", "Paresthesia", "Peripheral sensory neuropathy"),
    ),
    Synonym(
        ("tingling", "numbness", "pins and needles", "麻木", "发麻"),
        ("Paresthesia", "Peripheral sensory neuropathy"),
    ),
    Synonym(("stiff neck", "neck stiffness", "颈强直", "脖子硬"), ("Meningismus", "Arachnoiditis")),
    Synonym(("sleepy", "drowsy", "嗜睡", "犯困"), ("Somnolence", "Lethargy")),
    Synonym(("fit", "convulsion", "epilepsy", "抽搐", "癫痫"), ("Seizure",)),
    Synonym(("tired", "weakness", "乏力", "疲劳"), ("Fatigue",)),
    Synonym(("weak legs", "leg weakness", "腿软", "下肢无力"), ("Muscle weakness lower limb",)),
    Synonym(("throwing up", "being sick", "呕吐"), ("Vomiting",)),
    Synonym(("mouth ulcers", "sore mouth", "stomatitis", "口腔溃疡"), ("Mucositis oral",)),
    Synonym(("temperature", "pyrexia", "发烧", "高热"), ("Fever", "Febrile neutropenia")),
    Synonym(("white cells", "wbc", "leukopenia", "白细胞"), ("White blood cell decreased",)),
    Synonym(
        ("anc", "neutropenia", "粒细胞"), ("Neutrophil count decreased", "Febrile neutropenia")
    ),
    Synonym(("thrombocytopenia", "plt", "血小板"), ("Platelet count decreased",)),
    Synonym(("hb", "haemoglobin", "hemoglobin", "anaemia", "血红蛋白"), ("Anemia",)),
    Synonym(("alt", "sgpt", "谷丙"), ("Alanine aminotransferase increased",)),
    Synonym(("ast", "sgot", "谷草"), ("Aspartate aminotransferase increased",)),
    Synonym(("haemorrhage", "bleed", "脑出血"), ("Intracranial hemorrhage",)),
    Synonym(("brain oedema", "cerebral oedema", "oedema", "脑水肿"), ("Edema cerebral",)),
    Synonym(
        ("radionecrosis", "radiation necrosis", "放射性坏死"), ("Central nervous system necrosis",)
    ),
    Synonym(("double vision", "diplopia", "sixth nerve", "复视"), ("Abducens nerve disorder",)),
    Synonym(("unsteady", "gait", "走路不稳"), ("Ataxia", "Gait disturbance")),
    Synonym(("dvt", "clot", "embolism", "血栓"), ("Thromboembolic event",)),
    Synonym(("hair loss", "脱发"), ("Alopecia",)),
    Synonym(("dizzy", "vertigo", "头晕"), ("Dizziness",)),
    Synonym(("diarrhoea", "loose stools", "腹泻"), ("Diarrhea",)),
    Synonym(("no appetite", "食欲"), ("Anorexia",)),
)
"""In the order in which they are tried."""

AFTER_DOSE: dict[str, tuple[str, ...]] = {
    "headache": ("Headache",),
    "nausea_vomiting": ("Nausea", "Vomiting"),
    "radicular_pain": ("Radiculitis", "Back pain"),
    "paraesthesia": ("Paresthesia",),
    "syncope": ("Dizziness",),
    "seizure": ("Seizure",),
    "altered_consciousness": ("Depressed level of consciousness", "Confusion"),
    "bleeding": ("Cerebrospinal fluid leakage",),
}
"""Which terms a complication told of an injection may mean, by its code; a person chooses."""
