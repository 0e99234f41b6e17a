"""Search finds exactly what a plain look through every field would find."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltm_desktop.app.rows import PatientRow, Rows
from ltm_desktop.storage.event_store import SqlStore
from tests.contracts.store import patient

FAMILIES = ("Cao", "Li", "O'Neil", "Zhang", "De la Cruz")
GIVEN = ("Xue", "Na", "Wei", "Li-Na", "Å")
HAN = ("曹雪", "李娜", "张伟", "雪李", "", "欧阳娜娜")
PINYIN = ("cao xue", "li na", "zhang wei", "xue li", "", "ou yang na na")
BORN = ("1961-03-02", "1975-12-24", "2001-10-10")
MONTH = {"1961-03-02": "02-mar-1961", "1975-12-24": "24-dec-1975", "2001-10-10": "10-oct-2001"}
CHINESE_DATE = {
    "1961-03-02": "1961年3月2日",
    "1975-12-24": "1975年12月24日",
    "2001-10-10": "2001年10月10日",
}
PEOPLE = [
    replace(
        patient(number),
        family=FAMILIES[number % 5],
        given=GIVEN[number // 2 % 5],
        han_name=HAN[number % 6],
        pinyin=PINYIN[number % 6],
        born=BORN[number % 3],
        hospital_number=f"H{number * 7919:06}",
    )
    for number in range(60)
]


def by_hand(row: PatientRow, query: str) -> bool:
    texts = texts_of(row)
    return all(any(word in text for text in texts) for word in query.casefold().split())


def texts_of(row: PatientRow) -> list[str]:
    names = (row.family, row.given, row.family + row.given, row.given + row.family, row.han_name)
    texts = [text.casefold() for text in names]
    texts += [row.pinyin, row.pinyin.replace(" ", ""), row.subject_id.casefold()]
    texts += [row.hospital_number.casefold(), row.born, row.born.replace("-", "")]
    return [*texts, MONTH[row.born], CHINESE_DATE[row.born]]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text("曹雪李娜张伟欧阳abceilnowxzåÅO'-019 年月%\"*", min_size=1, max_size=4), max_size=3
    )
)
def test_search_finds_what_a_look_through_everything_finds(
    store: SqlStore, words: list[str]
) -> None:
    assert_found_as_by_hand(store, " ".join(words))


@st.composite
def parts(draw: st.DrawFn) -> str:
    """Draw what stands in somebody's line, sometimes with a slip in it or run into another."""
    text = draw(st.sampled_from(draw(st.sampled_from(TEXTS))))
    start = draw(st.integers(0, max(0, len(text) - 1)))
    part = text[start : start + draw(st.integers(1, 9))]
    slip = draw(st.integers(-2, len(part) - 1))
    after = draw(st.sampled_from(draw(st.sampled_from(TEXTS))))[:2]
    if slip == -1:
        return part + after
    return part if slip < 0 else part[:slip] + after[:1] + part[slip + 1 :]


TEXTS = [[text for text in texts_of(row) if text] for row in PEOPLE]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(parts(), min_size=1, max_size=2))
def test_parts_of_any_length_are_found_where_they_stand_and_never_across_two_texts(
    store: SqlStore, words: list[str]
) -> None:
    assert_found_as_by_hand(store, " ".join(words))


def assert_found_as_by_hand(store: SqlStore, query: str) -> None:
    if not store.patient_count():
        with store.write() as transaction:
            for row in PEOPLE:
                transaction.put_rows(row.patient_id, Rows(row))
    found = {row.patient_id for row in store.patients(query)}
    assert found == {row.patient_id for row in PEOPLE if by_hand(row, query)}


def test_signing_in_waits_for_no_database_library(project: Path) -> None:
    asked = (
        "import sys; import ltm_desktop.storage.key_file, ltm_desktop.storage.folder, "
        "ltm_desktop.storage.journal, ltm_desktop.ledger.certificates, ltm_desktop.ledger.proof; "
        "print([m for m in ('sqlalchemy', 'sqlcipher3', 'argon2', 'cryptography.x509') "
        "if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", asked], cwd=project, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
