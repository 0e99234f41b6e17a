"""A signature in hand: the cosignature for the ledger and, until the act is written, its key."""

from dataclasses import field

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Cosignature
from ltm_desktop.ledger.keys import PrivateKey


@dataclass(frozen=True, slots=True)
class Signed:
    """One person's signature over one proposal; the key signs the paper and is dropped."""

    signer: Signer
    cosignature: Cosignature
    key: PrivateKey = field(repr=False)
