"""What a scan is: worked cases, hostile texts, and nothing ever taken for what it is not."""

import random
import string
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.gs1 import GS, Product, is_right_gtin
from ltm_desktop.app.scans import (
    ChinaTraceCode,
    Scan,
    Unknown,
    check_label,
    check_product,
    check_wristband,
    read_scan,
    sends_separator,
    to_plain,
    told,
)
from ltm_desktop.app.site_codes import (
    SyringeLabel,
    Wristband,
    to_label_text,
    to_wristband_text,
)
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Severity
from ltm_desktop.domain.dosing import Order
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import ItemCode, PersonId
from ltm_desktop.domain.quantities import mg, ml
from ltm_desktop.domain.terms import Access
from tests.cases.clinical import case, day

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GTIN = "09520000001230"
WHOLE = f"01{GTIN}1727093010PMX24A7{GS}21SN000981"
LABEL = SyringeLabel(
    "D01-0001", "IND-1", "pemetrexed", mg("10"), ml("5.0"), Access.OMMAYA, NOW, "7F3K"
)
ORDER = Order(
    ItemCode("IND-1"), "pemetrexed", mg("10"), Access.OMMAYA, "", PersonId("physician.p"), NOW
)


def refused(text: str, *, separators_arrive: bool = False) -> str:
    with pytest.raises(Refused) as caught:
        read_scan(text, TODAY, separators_arrive=separators_arrive)
    return caught.value.alerts[0].code


def attempt(text: str) -> Scan | None:
    try:
        return read_scan(text, TODAY)
    except Refused:
        return None


def product(text: str) -> Product:
    found = read_scan(text, TODAY)
    assert isinstance(found, Product)
    return found


def test_the_worked_case_of_valid_element_strings_is_read_as_it_says() -> None:
    worked = case("C18")
    today = day(worked["inputs"]["reference_date"])
    for text, wanted in zip(worked["inputs"]["strings"], worked["expected"]["items"], strict=True):
        found = read_scan(text, today)
        assert isinstance(found, Product)
        assert found.gtin == wanted["gtin"]
        assert is_right_gtin(found.gtin) is wanted["gtin_check_ok"]
        assert found.lot == wanted["lot"]
        assert found.expiry == day(wanted["expiry"])
        assert found.serial == wanted["serial"]
        made = wanted.get("production_date")
        assert found.produced == (day(made) if made else None)
        assert found.is_expired(today) is wanted["expired"]
        assert found.raw == text


@pytest.mark.parametrize("aim", ["]d2", "]C1", "]Q3", GS, "\x02", "]d2" + GS, ""])
@pytest.mark.parametrize("end", ["", "\r", "\r\n", "\t", GS, "\x03\r"])
def test_what_a_scanner_puts_around_a_code_does_not_matter(aim: str, end: str) -> None:
    found = product(aim + WHOLE + end)
    assert replace(found, raw="") == replace(product(WHOLE), raw="")


@pytest.mark.parametrize("spelled", ["Alt+029", "alt+29", "<GS>", "{FNC1}", "^]", "\\x1d", "␝"])
def test_a_separator_sent_as_text_is_a_separator(spelled: str) -> None:
    text = WHOLE.replace(GS, spelled)
    assert (product(text).lot, product(text).serial) == ("PMX24A7", "SN000981")
    assert sends_separator(text)


def test_full_width_letters_and_digits_are_read_and_kept_raw() -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in WHOLE)
    found = product(wide)
    assert (found.gtin, found.lot) == (GTIN, "PMX24A7")
    assert found.raw == wide


def test_day_zero_is_the_last_day_of_its_month_and_the_century_follows_today() -> None:
    assert product(f"01{GTIN}1728020010A").expiry == date(2028, 2, 29)
    assert product(f"01{GTIN}1776010110A").expiry == date(2076, 1, 1)
    assert product(f"01{GTIN}1777010110A").expiry == date(1977, 1, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"01{GTIN}10PMX24A717270930", "scanning.no_expiry"),
        (f"01{GTIN}21SN00098210PMX24A7{GS}17270930", "scanning.no_lot"),
        (f"01{GTIN}1727093010PMX24A721SN000981", "scanning.separator_doubtful"),
        (f"01{GTIN}17270930", "scanning.no_lot"),
        (f"01{GTIN}10ABCDEFGHIJKLMNOPQRST17270930", "scanning.no_separator"),
        (f"01{GTIN[:-1]}11727093010PMX24A7", "scanning.wrong_check_digit"),
        (f"01{GTIN}01{GTIN}1727093010PMX24A7", "scanning.repeated"),
        (f"01{GTIN}172709301728093010PMX24A7", "scanning.repeated"),
        (f"01{GTIN}10A{GS}10B{GS}17270930", "scanning.repeated"),
        (f"01{GTIN}1727023010PMX24A7", "scanning.bad_date"),
        (f"01{GTIN}1727093010A{GS}11280101", "scanning.bad_date"),
        (f"01{GTIN}1727130110PMX24A7", "scanning.unreadable"),
        (f"01{GTIN}1727093010PMX 24A7", "scanning.unreadable"),
        (f"01{GTIN}1727093010PMX\x0024A7", "scanning.unreadable"),
        (f"01{GTIN}172709", "scanning.unreadable"),
        ("]d21727093010PMX24A7", "scanning.no_gtin"),
        ("]d2hello", "scanning.unreadable"),
        ("]C1", "scanning.unreadable"),
        (GS * 3, "scanning.unreadable"),
    ],
)
def test_a_pack_that_is_not_whole_is_refused_and_never_guessed(text: str, code: str) -> None:
    assert refused(text) == code


def test_a_lot_that_could_hide_a_serial_number_is_taken_from_a_proven_scanner_only() -> None:
    text = f"01{GTIN}1727093010L2108"
    assert refused(text) == "scanning.separator_doubtful"
    proven = read_scan(text, TODAY, separators_arrive=True)
    assert isinstance(proven, Product)
    assert proven.lot == "L2108"


def test_an_expired_product_is_read_and_said() -> None:
    found = product(f"01{GTIN}1726030110PMX")
    alerts = list(check_product(found, TODAY))
    assert [(one.code, one.severity) for one in alerts] == [("scanning.expired", Severity.STOP)]
    assert list(check_product(product(f"01{GTIN}1726030210PMX"), TODAY)) == []


def test_twenty_digits_are_a_trace_code_unless_they_are_a_pack_or_a_carton() -> None:
    code = "81234567890123456789"
    assert read_scan(code, TODAY) == ChinaTraceCode(code)
    assert read_scan(f"]C0{code}\r", TODAY) == ChinaTraceCode(f"]C0{code}\r")
    assert refused(f"01{GTIN}1012") == "scanning.no_expiry"
    assert isinstance(read_scan("00123456789012345675", TODAY), Unknown)
    assert refused(f"]C1{code}") == "scanning.unreadable"
    assert isinstance(read_scan(code[:-1], TODAY), Unknown)


@pytest.mark.parametrize("text", ["", "\r", "hello", "10ABC", "6901234567892", "张三", "x" * 5000])
def test_what_is_nothing_of_ours_is_unknown(text: str) -> None:
    assert read_scan(text, TODAY) == Unknown(text)


ids = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
amounts = st.decimals("0.01", "999", places=2)


@given(ids, ids, ids, amounts, amounts, st.sampled_from(Access), ids)
def test_every_label_and_wristband_reads_back_as_it_was_written(
    subject: str, item: str, drug: str, dose: object, volume: object, access: Access, short: str
) -> None:
    label = SyringeLabel(subject, item, drug, mg(str(dose)), ml(str(volume)), access, NOW, short)
    assert read_scan(to_label_text(label), TODAY) == label
    assert read_scan("]d1" + to_label_text(label) + "\r\n", TODAY) == label
    band = Wristband(subject)
    assert read_scan(to_wristband_text(band), TODAY) == band


@given(st.data())
def test_a_label_with_any_one_character_changed_lost_or_added_is_refused(
    data: st.DataObject,
) -> None:
    text = data.draw(st.sampled_from([to_label_text(LABEL), to_wristband_text(Wristband("D01"))]))
    place = data.draw(st.integers(6, len(text) - 1))
    other = data.draw(st.sampled_from(string.ascii_letters + string.digits + "/:.-%"))
    for broken in (
        text[:place] + other + text[place + 1 :],
        text[:place] + text[place + 1 :],
        text[:place] + other + text[place:],
        text[:place],
    ):
        if broken != text:
            assert refused(broken) == "scanning.damaged"


def test_a_label_needs_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        to_label_text(replace(LABEL, use_by=NOW.replace(tzinfo=None)))


def codes_of(
    label: SyringeLabel, order: Order | None = ORDER, subject: str = "D01-0001"
) -> set[str]:
    return {one.code for one in check_label(label, subject, ItemCode("IND-1"), order, NOW)}


def test_every_difference_between_label_and_order_is_said_and_none_where_they_agree() -> None:
    assert codes_of(LABEL) == set()
    assert codes_of(LABEL, subject="D01-0002") == {"scanning.label_of_other_patient"}
    assert codes_of(LABEL, order=None) == {"scanning.no_order"}
    past = NOW - timedelta(minutes=1)
    for change, code in (
        ({"item": "IND-2"}, "scanning.label_of_other_dose"),
        ({"drug": "methotrexate"}, "scanning.label_drug"),
        ({"dose": mg("12")}, "scanning.label_amount"),
        ({"access": Access.LUMBAR}, "scanning.label_access"),
        ({"use_by": past}, "scanning.label_past_use_by"),
    ):
        assert codes_of(replace(LABEL, **change)) == {code}
    assert codes_of(replace(LABEL, dose=mg("10.00"))) == set()


def test_the_wristband_of_another_patient_is_a_stop() -> None:
    (alert,) = check_wristband(Wristband("D01-0002"), "D01-0001")
    assert (alert.code, alert.severity) == ("scanning.other_patient", Severity.STOP)
    assert list(check_wristband(Wristband("D01-0001"), "D01-0001")) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_kind_of_scan_is_told_in_words(language: str) -> None:
    say = Words(language)
    kinds: list[Scan] = [
        product(WHOLE),
        LABEL,
        Wristband("D01"),
        ChinaTraceCode("8" * 20),
        Unknown("?"),
    ]
    sentences = {say.alert(told(one)) for one in kinds}
    assert len(sentences) == len(kinds)
    assert not any("{" in one or "scanning." in one for one in sentences)


def right_gtin(body: str) -> str:
    return next(body + str(digit) for digit in range(10) if is_right_gtin(body + str(digit)))


PRINTED = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#$@[\\]^`{|}~")
lots = st.text(PRINTED, min_size=1, max_size=20).filter(lambda lot: not sends_separator(lot))
days = st.dates(date(2024, 1, 1), date(2060, 12, 31))


@given(
    st.text("0123456789", min_size=13, max_size=13).map(right_gtin),
    days,
    lots,
    st.none() | lots,
    st.permutations(["gtin", "expiry", "lot", "serial"]),
)
def test_every_whole_pack_reads_in_any_order_and_with_its_separators_lost_is_never_another(
    gtin: str, expiry: date, lot: str, serial: str | None, order: list[str]
) -> None:
    parts = {
        "gtin": f"01{gtin}",
        "expiry": f"17{expiry:%y%m%d}",
        "lot": f"10{lot}{GS}",
        "serial": f"21{serial}{GS}" if serial is not None else "",
    }
    text = "".join(parts[one] for one in order)
    found = product(text)
    assert (found.gtin, found.lot, found.expiry, found.serial) == (gtin, lot, expiry, serial)
    lost = attempt(text.replace(GS, ""))
    if isinstance(lost, Product):
        assert replace(lost, raw="") == replace(found, raw="")


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_no_text_at_all_crashes_the_reader(text: str) -> None:
    found = attempt(text)
    assert found is None or Words().alert(told(found))


def test_ten_thousand_broken_scans_are_never_taken_for_a_pack_or_a_label() -> None:
    chance = random.Random(20260302)  # noqa: S311 - a seed that repeats is the purpose
    band = to_wristband_text(Wristband("D01-0001"))
    sources = [WHOLE, "]d2" + WHOLE, to_label_text(LABEL), band]
    right = [read_scan(one, TODAY) for one in sources]
    wrong: list[str] = []
    for _ in range(10_000):
        text = _broken(chance.choice(sources), chance)
        found = attempt(text)
        if isinstance(found, Product):
            wrong += [] if _spelled_out(found, text) else [text]
        elif isinstance(found, SyringeLabel | Wristband):
            wrong += [] if found in right else [text]
    assert wrong == []


def _spelled_out(found: Product, text: str) -> bool:
    """Tell whether GTIN and expiry stand in the text itself, with a right check digit."""
    plain = to_plain(text)
    whole = f"01{found.gtin}" in plain and f"17{found.expiry:%y%m%d}" in plain
    return whole and is_right_gtin(found.gtin) and f"10{found.lot}" in plain


def _broken(text: str, chance: random.Random) -> str:
    """Cut, double, swap, drop or litter a scan as a bad cable or a second scanner would."""
    place, other = sorted(chance.choices(range(len(text)), k=2))
    litter = chance.choice(["\x00", "\x1b", "\x7f", GS, "9", "é", "１", " "])
    return chance.choice(
        [
            text[:place],
            text[place:],
            text[:place] + text[other:],
            text[:other] + text[place:],
            text[:place] + litter + text[place:],
            text[:place] + litter + text[place + 1 :],
            text + text,
            text[:place] + "\r" + text[place:],
            "".join(chance.choices(string.printable, k=len(text))),
        ]
    )
