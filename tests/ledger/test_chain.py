"""Whatever is altered in a chain is found, and named by its first bad entry."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.ledger import chain
from ltm_desktop.ledger.canonical import NotCanonical, decode, encode
from ltm_desktop.ledger.entries import (
    GENESIS_HASH,
    Entry,
    Head,
    PaperRef,
    SealedEntry,
    genesis,
)
from ltm_desktop.ledger.keys import PublicKey
from tests.ledger.people import (
    DOCTOR,
    LOG,
    NURSE,
    body_of,
    chain_of,
    cosigned,
    entry_after,
    public_key_of,
    sealed_after,
)

CHAIN = chain_of(8)


def verdict(entries: list[SealedEntry]) -> tuple[str, int] | None:
    try:
        for _ in chain.verify(entries, public_key_of, genesis(LOG)):
            pass
    except ChainBroken as broken:
        return broken.code, broken.seq
    return None


def test_a_whole_chain_holds_and_names_its_head() -> None:
    heads = list(chain.verify(CHAIN, public_key_of, genesis(LOG)))
    assert heads[-1] == chain.head_of(CHAIN[-1])
    assert [head.seq for head in heads] == list(range(1, 9))


def test_a_chain_can_be_verified_from_a_known_head_on() -> None:
    start = chain.head_of(CHAIN[4])
    assert list(chain.verify(CHAIN[5:], public_key_of, start))[-1].seq == 8


@given(st.integers(0, 7), st.data())
def test_a_flipped_bit_is_found_at_its_entry(place: int, data: st.DataObject) -> None:
    raw = bytearray(CHAIN[place].raw)
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    altered = [*CHAIN]
    altered[place] = SealedEntry(place + 1, bytes(raw), CHAIN[place].signature)
    found = verdict(altered)
    assert found is not None
    assert found[1] == place + 1


@given(st.integers(0, 7), st.integers(0, 511))
def test_a_flipped_bit_in_a_signature_is_found(place: int, bit: int) -> None:
    signature = bytearray(CHAIN[place].signature)
    signature[bit // 8] ^= 1 << bit % 8
    altered = [*CHAIN]
    altered[place] = SealedEntry(place + 1, CHAIN[place].raw, bytes(signature))
    assert verdict(altered) == ("ledger.bad_signature", place + 1)


@given(st.permutations(range(8)).filter(lambda order: order != list(range(8))))
def test_entries_in_another_order_are_found(order: list[int]) -> None:
    first = next(at for at, number in enumerate(order) if at != number)
    assert verdict([CHAIN[number] for number in order]) == ("ledger.gap", first + 1)


@given(st.integers(0, 6))
def test_a_removed_entry_is_found(place: int) -> None:
    assert verdict(CHAIN[:place] + CHAIN[place + 1 :]) == ("ledger.gap", place + 1)


def test_an_entry_renumbered_by_its_column_is_found() -> None:
    shifted = [SealedEntry(n, one.raw, one.signature) for n, one in enumerate(CHAIN[1:], start=1)]
    assert verdict(shifted) == ("ledger.gap", 1)


def test_an_entry_of_another_history_is_found() -> None:
    assert verdict([*CHAIN[:3], chain_of(4)[3]]) == ("ledger.bad_previous", 4)


def test_an_entry_of_another_log_is_found() -> None:
    other = sealed_after(Head("log-other", 0, GENESIS_HASH))
    assert verdict([other]) == ("ledger.bad_previous", 1)


def test_an_entry_by_someone_the_ledger_does_not_know_is_found() -> None:
    entry = replace(entry_after(genesis(LOG)), author="stranger")
    assert verdict([chain.seal(entry, NURSE.key)]) == ("ledger.unknown_certificate", 1)


def test_an_entry_sealed_with_someone_elses_key_is_found() -> None:
    sealed = chain.seal(entry_after(genesis(LOG)), DOCTOR.key)
    assert verdict([sealed]) == ("ledger.bad_signature", 1)


def test_a_cosignature_with_the_wrong_key_is_found() -> None:
    body = body_of(1)
    forged = replace(cosigned(body, NURSE), person=DOCTOR.id, certificate=DOCTOR.certificate)
    sealed = sealed_after(genesis(LOG), body, cosignatures=[forged])
    assert verdict([sealed]) == ("ledger.bad_cosignature", 1)


def test_a_cosigner_the_ledger_does_not_know_is_found() -> None:
    body = body_of(1)
    stranger = replace(cosigned(body, DOCTOR), certificate="ab" * 32)
    sealed = sealed_after(genesis(LOG), body, cosignatures=[stranger])
    assert verdict([sealed]) == ("ledger.unknown_certificate", 1)


@pytest.mark.parametrize("changed", ["meaning", "language", "signed_at", "chart", "person"])
def test_every_word_of_a_cosignature_is_signed(changed: str) -> None:
    body = body_of(3)
    values: dict[str, object] = {
        "meaning": "approved",
        "language": "zh_CN",
        "signed_at": "2026-03-02T11:00:00+08:00",
        "chart": 1,
        "person": NURSE.id,
    }
    signature = replace(cosigned(body, DOCTOR), **{changed: values[changed]})  # type: ignore[arg-type]  # one field at a time
    assert not DOCTOR.key.public.verify(signature.signature, signature.statement(LOG, "pat-1"))
    whole = cosigned(body, DOCTOR)
    for log, stream in (("x", "pat-1"), (LOG, "pat-2")):
        assert not DOCTOR.key.public.verify(whole.signature, whole.statement(log, stream))


def test_a_cosignature_counts_in_its_own_stream_only() -> None:
    body = body_of(1)
    sealed = sealed_after(genesis(LOG), body, stream="pat-2", cosignatures=[cosigned(body, DOCTOR)])
    assert verdict([sealed]) == ("ledger.bad_cosignature", 1)


def test_a_cosigned_body_written_a_second_time_is_found() -> None:
    body = CHAIN[1].entry.body
    again = sealed_after(
        chain.head_of(CHAIN[3]), dict(body), cosignatures=CHAIN[1].entry.cosignatures
    )
    assert verdict([*CHAIN[:4], again]) == ("ledger.replayed", 5)
    elsewhere = cosigned(dict(body), DOCTOR, chart=4, stream="pat-2")
    ahead = sealed_after(
        chain.head_of(CHAIN[3]), dict(body), stream="pat-2", cosignatures=[elsewhere]
    )
    assert verdict([*CHAIN[:4], ahead]) == ("ledger.replayed", 5)


def test_nobody_can_seal_a_cosignature_over_another_body() -> None:
    other = cosigned(body_of(2), DOCTOR)
    with pytest.raises(ChainBroken, match="bad_cosignature"):
        sealed_after(genesis(LOG), body_of(1), cosignatures=[other])


def test_nobody_can_seal_a_cosignature_over_a_text_that_was_not_kept() -> None:
    body = body_of(1)
    for bad in (
        cosigned(body, DOCTOR, shown="another text"),
        cosigned(body, DOCTOR, chart=1),
    ):
        with pytest.raises(ChainBroken, match="bad_cosignature"):
            sealed_after(genesis(LOG), body, cosignatures=[bad])


def test_a_cosigned_body_without_its_shown_text_is_refused() -> None:
    body = body_of(1)
    signature = cosigned(body, DOCTOR)
    del body["shown"]
    with pytest.raises(ChainBroken, match="bad_cosignature"):
        sealed_after(genesis(LOG), body, cosignatures=[signature])


def test_the_author_signs_the_cosignatures_and_papers_too() -> None:
    body = body_of(1)
    entry = replace(
        entry_after(genesis(LOG), body, cosignatures=[cosigned(body, DOCTOR)]),
        papers=(PaperRef("dose", "cd" * 32),),
    )
    sealed = chain.seal(entry, NURSE.key)
    assert sealed.entry == entry
    stripped = replace(entry, cosignatures=()).to_bytes()
    assert verdict([SealedEntry(1, stripped, sealed.signature)]) == ("ledger.bad_signature", 1)


@given(st.sampled_from(sorted(CHAIN[1].entry.__dataclass_fields__)))
def test_missing_and_unknown_fields_are_refused(name: str) -> None:
    plain = decode(CHAIN[1].raw)
    assert isinstance(plain, dict)
    for altered in (
        {key: value for key, value in plain.items() if key != name},
        plain | {"extra": 1},
        plain | {name: [None]},
        plain | {name: ""},
    ):
        with pytest.raises(NotCanonical):
            Entry.from_bytes(encode(altered))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", 2),
        ("seq", 0),
        ("seq", True),
        ("previous", "AB" * 32),
        ("recorded_at", "2026-03-02T10:00:00"),
        ("recorded_at", "yesterday"),
        ("heads", {"log other": "00" * 32}),
        ("heads", {"log-other": "00"}),
        ("author", "two words"),
        ("papers", [{"kind": "dose"}]),
    ],
)
def test_values_that_are_not_what_they_say_are_refused(field: str, value: object) -> None:
    plain = decode(CHAIN[0].raw)
    assert isinstance(plain, dict)
    with pytest.raises(NotCanonical):
        Entry.from_bytes(encode({**plain, field: value}))


def test_a_cosignature_that_is_no_signature_is_refused() -> None:
    signature = CHAIN[1].entry.cosignatures[0].signature.hex().encode()
    for bad in (b"AB" * 64, b"", signature[:-2]):
        with pytest.raises(NotCanonical):
            Entry.from_bytes(CHAIN[1].raw.replace(signature, bad))


def test_heads_are_written_and_read_the_same_way() -> None:
    head = chain.head_of(CHAIN[0])
    assert Head.from_line(head.to_line()) == head
    assert head.short == " ".join(head.hash[at : at + 4] for at in (0, 4, 8, 12))
    for line in ("", "a 1", "a -1 " + "0" * 64, "a 01 " + "0" * 64, "a 1 " + "g" * 64):
        with pytest.raises(NotCanonical):
            Head.from_line(line)


def test_a_witnessed_head_must_still_be_reached() -> None:
    def hash_at(seq: int) -> str | None:
        return CHAIN[seq - 1].hash if seq <= 8 else None

    chain.check_anchor(chain.head_of(CHAIN[5]), LOG, hash_at)
    for anchor, code in (
        (Head(LOG, 9, "00" * 32), "ledger.anchor_missing"),
        (Head(LOG, 8, "00" * 32), "ledger.anchor_differs"),
        (replace(chain.head_of(CHAIN[5]), log="log-other"), "ledger.anchor_differs"),
    ):
        with pytest.raises(ChainBroken) as caught:
            chain.check_anchor(anchor, LOG, hash_at)
        assert (caught.value.code, caught.value.seq) == (code, anchor.seq)


def test_a_key_learned_from_the_first_entry_can_check_it() -> None:
    known: dict[str, PublicKey] = {}

    def learning() -> list[SealedEntry]:
        known[NURSE.certificate] = NURSE.key.public
        return CHAIN[:1]

    heads = chain.verify(learning(), lambda _who, mark, _seq: known.get(mark), genesis(LOG))
    assert [head.seq for head in heads] == [1]


def test_nothing_clinical_is_in_a_repr() -> None:
    assert "合成" in CHAIN[0].raw.decode()
    for shown in (repr(CHAIN[0]), repr(CHAIN[0].entry), repr(CHAIN[1].entry.cosignatures)):
        assert "合成" not in shown
        assert "synthetic dose" not in shown
