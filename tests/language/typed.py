"""What synthetic people typed in the pictures and papers, in the language they typed it in.

Free text is shown as it was written, whatever language the window speaks; each text stands here
whole, so that no word of it is kept anywhere else.
"""

from ltm_desktop.app.demo import emergency_example

PRODUCTS = (
    "pemetrexed 100 mg (example product)",
    "pemetrexed 100 mg (demo product)",
    "pemetrexed (example product)",
    "pemetrexed",
    "lidocaine 1 %",
    "dexamethasone",
    "PMX24A7",
)
"""What the pack says, and drugs as somebody wrote them."""

PLACES = (
    "Demo Clinic (synthetic)",
    "Physician on call",
    "Neurosurgeon on call",
    "Oncology pharmacy",
    "(example 示例)",
    "Linac 1 (demo)",
    "Linac 1 (example)",
    "ICF 1.0 (example)",
    "Example laboratory (synthetic)",
    "Example reference laboratory",
    "Example trainer (synthetic)",
    "Reference ranges 2026, page 3 (synthetic)",
)
"""Names of a site, its machines, its papers; demo sites name them in English."""

REMARKS = (
    "Told after the shift (synthetic)",
    "Mild headache in the evening (synthetic)",
    "penicillin: rash (synthetic)",
    "latex",
    "label not readable (synthetic)",
    "Cap was loose",
    "synthetic: no room in the whole window",
    "a synthetic remark",
    "bed 4",
    "blood and CSF",
    "left, since childhood (synthetic)",
    "Demo, S. (synthetic)",
    "yan shi a",
    "Démo",
    "zzz",
    "xxxxxxxxx",
    "admin",
    "(synthetic)",
)

SETTINGS = (
    "Example: neither better nor worse",
    "Example: no sign, negative cytology and no disease on MRI",
    "Example: one of signs, cytology or MRI improved and none worse",
    "Example: signs or MRI worse",
    "Example: too little was examined to judge",
    *("arachnoiditis", "radiculitis", "seizure", "device_related_infection"),
    *("platelet_count_decreased", "soc:nervous"),
)
"""Values of an example configuration, and the codes of terms in its rules."""

FILES = ("Protein", "Quantiferon", "IU/mL", "ng/mL", "Example-chem", "synthetic")

PAPERS = (
    "Example Clinic (synthetic)",
    "Courier (synthetic)",
    "Example brochure 1.0 (synthetic)",
    "a drop on the drape, wiped up (synthetic)",
    "after breakfast (synthetic)",
    "external ear canal, lying (example)",
    "latex (example)",
    "lidocaine 1 % (example)",
    "penicillin (example)",
    "rash",
    "slept well",
    "stiff neck (synthetic)",
    "told at the ward round",
    "walks again",
    "walks alone",
    "out of order",
    "a second look",
    "the flush was written in the wrong field (synthetic)",
    "low (synthetic)",
    "SYN-1",
    "SYN-2",
    "as discussed with the physicist (example)",
    "days lost (example)",
    "（nervous）",
)
"""On the papers of the tests."""

TYPED = (*PAPERS, *PRODUCTS, *PLACES, *REMARKS, *SETTINGS, *FILES)
TYPED_LINES = tuple(filter(None, emergency_example._ENGLISH.splitlines()))
"""The English page of what the site wrote for an emergency, shown beside the Chinese one."""
