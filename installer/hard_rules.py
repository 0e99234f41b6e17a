"""Write docs/hard-rules.md from the rules themselves: python -m installer.hard_rules [--check].

Kinds and codes come from the domain, sentences from the wording, and each example is played over
the real decisions before it is told. A build tool: never shipped.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from installer.places import ROOT
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.hard_rules import RULES, HardRule
from tests.cases.hard_rules import CASES, Case

PAGE = ROOT / "docs" / "hard-rules.md"
_HEAD = """# The hard rules

Written by `python -m installer.hard_rules` from the program itself; the tests say when it is not in
step. Every rule stands on clinical practice, section 2.5. A **note** is shown and blocks nothing;
what **needs a physician** blocks the next step until a physician signs an override with a reason,
for that dose and that finding only; a **stop** is passed by nobody. What happened all the same is
always told, with an incident. Every limit in the examples is the labelled example of a demo site.
"""


def page() -> str:
    """Return the whole page."""
    cases = {case.rule: case for case in CASES}
    return "\n".join([_HEAD, *(line for rule in RULES for line in _rule(rule, cases[rule.id]))])


def _rule(rule: HardRule, case: Case) -> Iterator[str]:
    english, chinese = Words("en"), Words("zh_CN")
    alert = next(one for one in case.trip() if one.code == case.code)
    title = f"hard_rule.{rule.id}"
    yield f"## {rule.id}: {english.term(title)}"
    yield ""
    yield f"{chinese.term(title)}"
    yield ""
    yield f"- Clause: {rule.clause}."
    yield "- Alerts:"
    for code, kind in rule.alerts.items():
        yield f"  - `{code}`: {english.term(kind)}"
    yield f"- Trips it: {case.trips}"
    yield f"  - {_told(alert, english)}"
    yield f"  - {_told(alert, chinese)}"
    yield f"- Passes: {case.passes}"
    yield ""


def _told(alert: Alert, say: Words) -> str:
    return say.together(say.alert(alert), say.next_step(alert))


def main(arguments: list[str]) -> int:
    """Write the page, or with --check say whether it is in step."""
    text = page()
    if "--check" not in arguments:
        PAGE.write_text(text, "utf-8")
        return 0
    same = is_in_step(PAGE, text)
    if not same:
        print("docs/hard-rules.md is not in step: run python -m installer.hard_rules")
    return 0 if same else 1


def is_in_step(path: Path, text: str) -> bool:
    """Tell whether the page on disk says what the program does."""
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
