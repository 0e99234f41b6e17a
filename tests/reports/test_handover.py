"""The page of a handover: always one, whatever the number of lines, and none lost in silence."""

import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltm_desktop.app.handover_sheet import HandoverFacts, handover_sheet
from ltm_desktop.domain.handover import HandoverGroup, HandoverLine, HandoverTaken
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ledger.entries import Head
from ltm_desktop.reports.press import PaperPress
from tests.builders import NURSE, PHYSICIAN, at, site
from tests.reports.conftest import Run, decoded

HEAD = Head("EX1-A", 41, "ab" * 32)
GROUPS = tuple(HandoverGroup)
TOLD = HandoverTaken(7, NURSE, PHYSICIAN, at("2026-03-02 19:00"), "en", (), "")


def lines(count: int, long: int = 0) -> tuple[HandoverLine, ...]:
    """Return lines of every group in turn, the first ones long."""
    return tuple(
        HandoverLine(
            GROUPS[place % len(GROUPS)],
            "pat-1",
            "IND-1",
            f"SYNTHETIC, Wei 合成伟 · born 02-Mar-1961 · EX1-{place:03}",
            f"dose {place} of 80",
            "what became of it " * (1 + 4 * (place < long)),
        )
        for place in range(count)
    )


def page(told: HandoverTaken, digest: str = "cd" * 32) -> bytes:
    facts = HandoverFacts(told, site(), HEAD, told.at.tzinfo, digest)
    return PaperPress().draw_handover(handover_sheet(facts))


@settings(max_examples=14, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.integers(0, 80),
    st.integers(0, 30),
    st.sampled_from(("en", "zh_CN")),
    st.sampled_from(("", "交班 " * 160, "w" * 500)),
)
def test_it_is_one_page_and_every_line_stands_on_it_or_is_counted(
    run: Run, count: int, long: int, language: str, note: str
) -> None:
    told = replace(TOLD, language=language, lines=lines(count, long), note=note[:500])
    pdf = page(told)
    assert re.search(r"Pages:\s+1\n", run("pdfinfo", pdf))
    text = run("pdftotext", pdf, "-layout", after=("-",))
    shown = len(set(re.findall(r"EX1-(\d{3})", text)))
    counted = re.findall(r"(\d+) more, not on this page|另有 (\d+) 条不在本页", text)
    assert shown + sum(int(a or b) for a, b in counted) == count


def test_many_lines_leave_room_for_every_group_and_say_where_the_rest_stands(run: Run) -> None:
    told = replace(TOLD, lines=(*lines(80), *lines(400)[::9]))
    text = " ".join(run("pdftotext", page(told), "-layout", after=("-",)).split())
    assert "more, not on this page: Records (F9), Handovers, number 7" in text
    for title in ("Held doses, and why", "Radiotherapy today", "Unfinished drafts"):
        assert f"{title}" in text
    assert "Reviewed: takes over" in text


def test_the_code_is_the_head_of_the_ledger_and_reads_back() -> None:
    assert decoded(page(replace(TOLD, lines=lines(40)))) == [HEAD.to_line()]


def test_an_unsigned_page_says_that_it_proves_nothing(run: Run) -> None:
    text = run("pdftotext", page(replace(TOLD, taken_by=PersonId("")), ""), after=("-",))
    assert "it proves nothing" in " ".join(text.split())
    assert "nobody yet" in text
