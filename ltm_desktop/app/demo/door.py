"""How one comes into the demonstration: its code, its people's names and the secret they share.

Known before anything is loaded, so that the sign-in can show it; all of them are synthetic.
"""

CODE = "D01"
SECRET = "demo-only-secret"  # noqa: S105 - a demo secret, marked as such, printed by `demo`
ADMINISTRATOR = "admin"
NAMES = (
    ADMINISTRATOR,
    "nurse.a",
    "nurse.b",
    "physician.p",
    "physician.q",
    "pharmacist.c",
    "therapist.d",
    "therapist.e",
    "research.r",
    "monitor.m",
)
