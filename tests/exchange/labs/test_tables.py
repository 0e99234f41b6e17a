"""Laboratory results from tables, as laboratories in two languages write them."""

import codecs
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain.errors import Refused
from ltm_desktop.exchange.tabular.lab_rows import read_table

SHANGHAI = ZoneInfo("Asia/Shanghai")
HEADS = "patient,born,test,value,unit,reference,sampled,specimen,report"
ROW = "DEMO-001,1961-05-04,PLT,48,10^9/L,125-350,2026-03-02 08:10,blood,R-17"


def _codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [alert.code for alert in refused.value.alerts]


def test_a_row_is_a_result_with_its_range_and_its_time_in_the_zone_of_the_site() -> None:
    (patient,) = read_table(f"{HEADS}\n{ROW}\n".encode(), SHANGHAI)
    assert patient.owner.numbers == ("DEMO-001",)
    assert str(patient.owner.born) == "1961-05-04"
    (found,) = patient.results
    assert (found.name, found.value, found.unit) == ("PLT", "48", "10^9/L")
    assert (found.low, found.high) == ("125", "350")
    assert found.sampled_at == datetime(2026, 3, 2, 8, 10, tzinfo=SHANGHAI)
    assert (found.specimen, found.report) == ("blood", "R-17")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("apart", [",", ";", "\t"])
def test_a_chinese_table_is_read_in_every_encoding_laboratories_use(
    encoding: str, apart: str
) -> None:
    rows = (
        ("病历号", "姓名", "检验项目", "结果", "单位", "参考范围", "采样时间", "标本类型"),
        ("DEMO-001", "演示甲", "血小板计数", "48", "10^9/L", "125--350", "2026/3/2 8:10", "全血"),
    )
    text = "\r\n".join(apart.join(row) for row in rows)
    (patient,) = read_table(text.encode(encoding), SHANGHAI)
    assert patient.owner.names == ("演示甲",)
    assert patient.results[0].name == "血小板计数"
    assert (patient.results[0].low, patient.results[0].high) == ("125", "350")
    assert patient.results[0].sampled_at == datetime(2026, 3, 2, 8, 10, tzinfo=SHANGHAI)


def test_results_of_several_patients_stay_apart() -> None:
    other = ROW.replace("DEMO-001", "DEMO-002")
    patients = read_table(f"{HEADS}\n{ROW}\n{other}\n{ROW}\n".encode(), SHANGHAI)
    assert [(one.owner.numbers, len(one.results)) for one in patients] == [
        (("DEMO-001",), 2),
        (("DEMO-002",), 1),
    ]


@pytest.mark.parametrize(
    "time", ["02/03/2026 08:10", "2026-03-02", "2026-13-02 08:10", "2026-03-02 25:10", ""]
)
def test_a_time_that_could_be_two_or_none_is_left_open(time: str) -> None:
    row = ROW.replace("2026-03-02 08:10", time)
    (patient,) = read_table(f"{HEADS}\n{row}\n".encode(), SHANGHAI)
    assert patient.results[0].sampled_at is None


def test_an_offset_in_the_file_wins() -> None:
    row = ROW.replace("2026-03-02 08:10", "2026-03-02T08:10:00+00:00")
    (patient,) = read_table(f"{HEADS}\n{row}\n".encode(), SHANGHAI)
    assert str(patient.results[0].sampled_at) == "2026-03-02 08:10:00+00:00"


def test_comment_lines_and_blank_lines_are_no_rows() -> None:
    text = f'"# made for a test, synthetic"\n\n{HEADS}\n{ROW}\n\n'
    assert len(read_table(text.encode(), SHANGHAI)[0].results) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "labs.heads_missing"),
        (b"patient,value\n1,2\n", "labs.heads_missing"),
        (f"{HEADS},result\n".encode(), "labs.head_twice"),
        (HEADS.encode(), "labs.file_empty"),
        (f'{HEADS}\n"DEMO'.encode(), "labs.file_not_readable"),
        (b"\x00\x01\x02", "labs.file_not_readable"),
        (b"\xff\xff\xff\xff", "labs.file_not_readable"),
        ((HEADS + "\n" + (ROW + "\n") * 5001).encode(), "labs.file_too_long"),
    ],
)
def test_what_is_no_table_of_results_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_table(data, SHANGHAI)
    assert _codes(refused) == [code]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)), st.booleans())
def test_anything_is_refused_or_read_and_nothing_else(noise: bytes, after: bool) -> None:
    data = f"{HEADS}\n{ROW}\n".encode() + noise if after else noise
    with suppress(Refused):
        read_table(data, SHANGHAI)


def test_a_mark_without_its_text_is_refused() -> None:
    with pytest.raises(Refused):
        read_table(codecs.BOM_UTF16_LE + b"a", SHANGHAI)
