"""P9: search from key stroke to painted answer, and whether all there is is found, no more."""

import random
import time
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from benchmarks.crowd import crowd, row
from benchmarks.crowd_list import bare_window, open_list, paint, wear_the_look
from benchmarks.figures import Bench, Figure, holds, median, percentile, within
from ltm_desktop.app.ports import Store
from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.worklists import PAGE

GOAL_MS = 50.0
FEW, MANY, MOST = 500, 200_000, 1_000_000
_ASKED = 300
_COMPARED = 10_000


def measure(bench: Bench) -> Iterable[Figure]:
    """Return recall and precision on a small list, and the time to answer on a large one."""
    with crowd(bench.scratch, FEW) as store:
        yield _compared(store)
    many = MOST if max(bench.sizes) >= 100_000 else MANY
    wear_the_look(bench.scratch)
    with crowd(bench.scratch, many) as store:
        yield from _timed(store, many, bench)


def _compared(store: Store) -> Figure:
    everybody = [(one.patient_id, _texts(one)) for one in map(row, range(1, FEW + 1))]
    chance, wrong = random.Random(9), 0  # noqa: S311 - which queries, not secrets
    for query in _queries(chance, FEW, _COMPARED):
        words = _fold(query).split()
        expected = {
            one
            for one, texts in everybody
            if all(any(word in text for text in texts) for word in words)
        }
        found = {one.patient_id for one in store.patients(query, limit=FEW)}
        wrong += found != expected
    return holds(
        "P9",
        f"recall and precision against brute force, {_COMPARED:,} queries on {FEW:,} patients",
        met=not wrong,
        measured=f"{wrong} of {_COMPARED:,} differ",
        goal="0 differ",
    )


def _timed(store: Store, many: int, bench: Bench) -> Iterator[Figure]:
    answered, painted = list[float](), list[tuple[float, str]]()
    # other queries for each, so that neither finds what the other has just read
    for query in _queries(random.Random(10), many, _ASKED):  # noqa: S311 - no secrets
        began = time.perf_counter()
        store.patients(query, limit=PAGE + 1)
        answered.append((time.perf_counter() - began) * 1000)
    window = bare_window()
    view, _ = open_list(store)
    window.setCentralWidget(view)
    paint(window)
    for query in _queries(random.Random(11), many, _ASKED):  # noqa: S311 - no secrets
        view.search.clear()
        paint(view)
        began = time.perf_counter()
        view.search.setText(query)
        paint(view)
        painted.append(((time.perf_counter() - began) * 1000, query))
    window.close()
    bench.profiles[f"Search among {many:,} patients, key stroke to painted"] = _told(painted)
    yield within(
        "P9",
        f"a page of answers from the index of {many:,} patients, p95 of {_ASKED} queries",
        measured=percentile(answered, 0.95),
        goal=GOAL_MS,
        note="The index was filled directly.",
        missed="Two words that many share and few together are followed through all who have"
        " either.",
    )
    yield within(
        "P9",
        f"key stroke to painted page among {many:,} patients, p95 of {_ASKED} queries",
        measured=percentile([took for took, _ in painted], 0.95),
        goal=GOAL_MS,
        note="Typed into the window's own list, its rows worded, measured and painted.",
        missed="The index answers in a part of it; the rest is the page of fifty rows.",
    )


def _told(painted: list[tuple[float, str]]) -> str:
    """Return the times by length of what was typed, and the slowest."""
    by_length: dict[int, list[float]] = {}
    for took, query in painted:
        by_length.setdefault(min(len(query), 5), []).append(took)
    told = [
        f"{'5 and more' if length == 5 else length} characters: "
        f"p50 {median(times):.1f} ms, p95 {percentile(times, 0.95):.1f} ms"
        for length, times in sorted(by_length.items())
    ]
    told += [f"slowest: {took:.0f} ms for {query!r}" for took, query in sorted(painted)[-3:]]
    return "\n".join(told)


def _queries(chance: random.Random, many: int, count: int) -> Iterator[str]:
    """Yield what people type: pieces of 1 to 6 characters of every kind of text, some in pairs."""
    for _ in range(count):
        texts = [text for text in _typed(row(chance.randint(1, many))) if text]
        yield " ".join(
            _piece(chance, chance.choice(texts)) for _ in range(chance.choice((1, 1, 2)))
        )


def _piece(chance: random.Random, text: str) -> str:
    length = chance.randint(1, 6)
    first = chance.randint(0, max(0, len(text) - length))
    return text[first : first + length]


def _typed(one: PatientRow) -> tuple[str, ...]:
    return (
        one.subject_id,
        one.hospital_number,
        one.family,
        one.given,
        one.han_name,
        one.pinyin,
        one.born,
    )


def _texts(one: PatientRow) -> list[str]:
    """Return every text a patient can be found by, as the program promises it."""
    born = date.fromisoformat(one.born)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return [
        _fold(text)
        for text in (
            *_typed(one),
            one.family + one.given,
            one.given + one.family,
            one.pinyin.replace(" ", ""),
            f"{born.day:02}-{months[born.month - 1]}-{born.year}",
            f"{born:%Y%m%d}",
            f"{born.year}年{born.month}月{born.day}日",
        )
    ]


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
