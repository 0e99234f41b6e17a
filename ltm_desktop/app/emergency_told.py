"""The emergency page in words: what the window shows and what the paper carries.

Everything but the headings is the site's own text. Where nobody has signed one, both say so and
leave the rest empty: this program knows no treatment.
"""

from ltm_desktop.app.emergency import EmergencyCopy, Posted, moment_of
from ltm_desktop.app.emergency_title import title
from ltm_desktop.app.paper import EmergencySheet
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import note
from ltm_desktop.domain.emergency import Phones
from ltm_desktop.domain.values import dataclass

MISSING = "emergency.not_signed_yet"
_DIGEST_SHOWN = 16


@dataclass(frozen=True, slots=True)
class ToldPage:
    """The page in one language, ready to be shown."""

    title: str
    mark: str
    """The mark of a demonstration or practice site."""
    warning: str
    """What is wrong, and what to do next; empty where the page holds."""
    text: str
    phones: Phones
    signed: str


def told_page(posted: Posted, say: Words) -> ToldPage:
    """Return what the window shows in one language."""
    copy = posted.copy
    return ToldPage(
        title=title(say),
        mark=mark(posted.kind, say),
        warning=warning(posted, say),
        text=_text(copy, say) if copy else "",
        phones=copy.phones if copy else (),
        # what was changed is in nobody's name
        signed=_signed(copy, say) if copy and not posted.problem else "",
    )


def sheet(posted: Posted) -> EmergencySheet:
    """Return what the paper carries, always in both languages."""
    voices = (Words("en"), Words("zh_CN"))
    copy = posted.copy
    marks = [mark(posted.kind, say) for say in voices]
    return EmergencySheet(
        title="\n".join(title(say) for say in voices),
        site_line=f"{copy.site} ({copy.code})" if copy else "",
        texts=tuple(_text(copy, say) for say in voices) if copy else (),
        text_heading=" / ".join(text_heading(say) for say in voices),
        phones=copy.phones if copy else (),
        phones_heading=" / ".join(phones_heading(say) for say in voices),
        signed=_proof(copy, voices) if copy and not posted.problem else (),
        warning=tuple(said for say in voices if (said := warning(posted, say))),
        kind_banner=" / ".join(marks) if all(marks) else "",
    )


def phones_heading(say: Words) -> str:
    """Return the heading over the telephone numbers."""
    return say("Call")


def text_heading(say: Words) -> str:
    """Return the heading over the site's own text."""
    return say("What this site does")


def mark(kind: str, say: Words) -> str:
    """Return the mark of a demonstration or practice site, nothing for any other."""
    marks = {"demo": say("DEMONSTRATION"), "practice": say("PRACTICE")}
    return marks.get(kind, "")


def warning(posted: Posted, say: Words) -> str:
    """Say that there is no page, or that it does not hold, and what to do."""
    code = posted.problem or ("" if posted.copy else MISSING)
    if not code:
        return ""
    found = note(code)
    return say.together(say.alert(found), say.next_step(found))


def _text(copy: EmergencyCopy, say: Words) -> str:
    return copy.text_zh if say.chinese_first else copy.text_en


def _signed(copy: EmergencyCopy, say: Words) -> str:
    at = moment_of(copy)
    return say(
        "{site}, page {number}. Approved by {name}, {when}.",
        site=copy.site,
        number=str(copy.number),
        name=copy.signed_by,
        when=say.zone_moment(at) if at else copy.signed_at,
    )


def _proof(copy: EmergencyCopy, voices: tuple[Words, ...]) -> tuple[str, ...]:
    begins = copy.digest[:_DIGEST_SHOWN]
    digests = " / ".join(say("SHA-256 begins {digest}", digest=begins) for say in voices)
    return (*(_signed(copy, say) for say in voices), digests)


def text_of(posted: Posted, say: Words) -> str:
    """Return the page as plain text, for a terminal."""
    told = told_page(posted, say)
    calls = [say("{label}: {value}", label=label, value=number) for label, number in told.phones]
    parts = [
        say.together(told.mark, told.title),
        told.warning,
        "\n".join([phones_heading(say), *calls]),
        "\n".join([text_heading(say), told.text]),
        told.signed,
    ]
    return "\n\n".join(part for part in parts if part)
