"""The pictures of the gallery in the order a dose is lived through; their numbers follow."""

NAMES = (
    "sign-in",
    "emergency-page",
    "today-nurse",
    "today-pharmacist",
    "today-physician",
    "recovery-list",
    "six-weeks-move",
    "labs",
    "reservoir",
    "assess",
    "assess-end",
    "order",
    "verify",
    "prepare",
    "prepare-amount",
    "label",
    "release",
    "receive",
    "check-empty",
    "check-differs",
    "check-agrees",
    "alerts-override",
    "time-out-first",
    "time-out-last",
    "give-ommaya",
    "give-ommaya-middle",
    "give-ommaya-end",
    "give-lumbar",
    "give-lumbar-pressure",
    "give-lumbar-end",
    "sign",
    "sign-end",
    "observe",
    "call",
    "settled",
    "settled-end",
    "record-ommaya",
    "record-lumbar",
    "void",
    "from-paper",
    "not-given-held",
    "not-given-unknown",
    "site-products",
    "site-alerts",
)


def numbered(name: str) -> str:
    """Return the name of a picture's file, without its ending."""
    return f"{NAMES.index(name) + 1:02d}-{name}"


def files() -> tuple[str, ...]:
    """Return every picture's file name, the same in each language."""
    return tuple(f"{numbered(name)}.png" for name in NAMES)
