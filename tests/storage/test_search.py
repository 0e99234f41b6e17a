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
    names = (row.family, row.given, row.family + row.given, row.given + row.family, row.han_name)
    texts = [text.casefold() for text in names]
    texts += [row.pinyin, row.pinyin.replace(" ", ""), row.subject_id.casefold()]
    texts += [row.hospital_number.casefold(), row.born, row.born.replace("-", "")]
    texts += [MONTH[row.born], CHINESE_DATE[row.born]]
    return all(any(word in text for text in texts) for word in query.casefold().split())


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text("曹雪李娜张伟欧阳abceilnowxzåÅO'-019 年月%\"*", min_size=1, max_size=4), max_size=3
    )
)
def test_search_finds_what_a_look_through_everything_finds(
    store: SqlStore, words: list[str]
) -> None:
    if not store.patient_count():
        with store.write() as transaction:
            for row in PEOPLE:
                transaction.put_rows(row.patient_id, Rows(row))
    query = " ".join(words)
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
