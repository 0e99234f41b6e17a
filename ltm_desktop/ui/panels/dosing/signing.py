"""Signing in place: one proposal, the signatures in hand for it, and writing it once all stand.

No Qt. A wrong secret spoils nothing: the other signatures stay as long as the proposal does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.signing import Signed
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People
from ltm_desktop.ui.desk_verbs import WritingDesk
from ltm_desktop.ui.panels.dosing.standing import named
from ltm_desktop.ui.speak import to_sentence


@dataclass(slots=True)
class Ceremony:
    """A proposal and the signatures collected for exactly this proposal."""

    proposal: Proposal
    signed: dict[PersonId, Signed] = field(default_factory=dict, repr=False)

    def waiting(self) -> tuple[Signer, ...]:
        """Return who has not signed yet."""
        return tuple(one for one in self.proposal.signers if one.person not in self.signed)


@dataclass(frozen=True, slots=True)
class NotSigned:
    """Whose secret was refused, and why; nothing was written."""

    refused: Mapping[PersonId, Refused]

    def told(self, people: People, say: Words) -> Iterator[tuple[PersonId, str]]:
        """Yield each person and why their secret was refused."""
        for person, refusal in self.refused.items():
            yield person, wrong_words(refusal, named(people, person), say)


def complete(
    desk: WritingDesk, ceremony: Ceremony, secrets: Mapping[PersonId, str]
) -> Recorded | NotSigned:
    """Collect the signatures that still wait, then write. Raises Stale, Refused, Unavailable."""
    refused: dict[PersonId, Refused] = {}
    for signer in ceremony.waiting():
        try:
            signed = desk.sign(ceremony.proposal, signer, secrets.get(signer.person, ""))
        except Refused as refusal:
            refused[signer.person] = refusal
        else:
            ceremony.signed[signer.person] = signed
    if refused:
        return NotSigned(refused)
    return desk.record(ceremony.proposal, ceremony.signed.values())


def wrong_words(refusal: Refused, name: str, say: Words) -> str:
    """Return why a secret was refused where the person is known and only the secret is asked."""
    if {alert.code for alert in refusal.alerts} == {"people.wrong_secret"}:
        return say("This is not the secret of {person}. Type it again.", person=name)
    return to_sentence(refusal, say)
