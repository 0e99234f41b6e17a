"""The emergency page of the demonstration: an example marked as one, with numbers nobody has.

It shows the form of a page. No sentence of it is for use at a real site.
"""

from ltm_desktop.domain.emergency import SignEmergencyText
from ltm_desktop.domain.identifiers import PersonId

_ENGLISH = """\
EXAMPLE TEXT of a demonstration site. Not for use with patients.

Stop. Leave the needle in place.

Call the people listed here, in this order, and stay with the patient.

(A real site writes here, in its own words, what is done next and who decides it. Its investigator \
signs that text.)"""

_CHINESE = """\
演示中心的示例文本，不得用于患者。

停止操作，穿刺针留在原位。

按所列顺序呼叫有关人员，并守在患者身边。

（正式中心在此用自己的文字写明后续处置及由谁决定，并由主要研究者签署。）"""

_PHONES = (
    ("Physician on call 值班医师 (example 示例)", "000 0001"),
    ("Neurosurgeon on call 神经外科值班 (example 示例)", "000 0002"),
    ("Oncology pharmacy 肿瘤药房 (example 示例)", "000 0003"),
)


def example_page(investigator: str) -> SignEmergencyText:
    """Return the command that signs the example."""
    return SignEmergencyText(_ENGLISH, _CHINESE, _PHONES, PersonId(investigator))
