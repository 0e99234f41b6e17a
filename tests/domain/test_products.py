"""Products for intrathecal use: approved by a pharmacist, asked for at the preparation (H03)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing import ReadBy
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.products import (
    ApproveProduct,
    ProductApproved,
    ProductWithdrawn,
    WithdrawProduct,
    check_made_from,
    is_gtin,
    wrong_route,
)
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.site import SiteState, decide_site, evolve_site, site_signers
from ltm_desktop.domain.terms import Meaning
from tests.builders import (
    GTIN,
    NURSE,
    PHARMACIST,
    PHYSICIAN,
    check,
    prepare,
    product,
    record,
    site,
    syringe,
    verify,
)
from tests.cases.clinical import trial
from tests.stories import planned

NEW = ApproveProduct(
    gtin="04099999999996",
    name="pemetrexed 500 mg (example product)",
    drug="pemetrexed",
    strength=mg("500"),
    preservative_free=True,
    volume=ml("20"),
    note="synthetic",
)
NOW = "2026-03-02 10:00"


def _decided(
    command: ApproveProduct | WithdrawProduct, by: PersonId = PHARMACIST
) -> tuple[object, ...]:
    return decide_site(command, site(), trial(), planned().at(NOW).act(by))


def _refused(command: ApproveProduct | WithdrawProduct, by: PersonId = PHARMACIST) -> set[str]:
    with pytest.raises(Refused) as refused:
        _decided(command, by)
    return {alert.code for alert in refused.value.alerts}


def test_a_pharmacist_approves_a_product_and_signs_verified() -> None:
    [event] = _decided(NEW)
    assert event == ProductApproved(
        NEW.gtin,
        NEW.name,
        NEW.drug,
        NEW.strength,
        NEW.preservative_free,
        NEW.volume,
        NEW.note,
        PHARMACIST,
    )
    assert set(evolve_site(site(), event).products) == {GTIN, NEW.gtin}
    signers = site_signers(NEW, planned().act(PHARMACIST))
    assert signers == (Signer(PHARMACIST, Meaning.VERIFIED),)


@pytest.mark.parametrize("who", [NURSE, PHYSICIAN])
def test_nobody_else_approves_or_withdraws(who: PersonId) -> None:
    assert _refused(NEW, who) == {"people.role_may_not"}
    assert _refused(WithdrawProduct(GTIN, "recall (synthetic)"), who) == {"people.role_may_not"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(NEW, gtin="04099999999999"), "products.not_a_gtin"),
        (replace(NEW, gtin="4099999999996"), "products.not_a_gtin"),
        (replace(NEW, gtin="0409999999999６"), "products.not_a_gtin"),
        (replace(NEW, gtin=GTIN), "products.already_approved"),
        (replace(NEW, name=" "), "products.name_missing"),
        (replace(NEW, name="two\nlines"), "texts.unseen_character"),
        (replace(NEW, drug="cytarabine"), "dosing.wrong_drug"),
        (replace(NEW, name="Vincristine 1 mg"), "products.wrong_route"),
        (replace(NEW, preservative_free=False), "dosing.preservative"),
        (replace(NEW, strength=mg("0")), "products.strength_missing"),
        (replace(NEW, strength=ml("5")), "products.strength_missing"),
        (replace(NEW, volume=ml("0")), "products.volume_impossible"),
        (replace(NEW, volume=mg("5")), "products.volume_impossible"),
        (replace(NEW, note="\x00"), "texts.unseen_character"),
        (WithdrawProduct(NEW.gtin, "recall"), "products.not_approved"),
        (WithdrawProduct(GTIN, " "), "products.reason_missing"),
    ],
)
def test_what_cannot_be_approved_or_withdrawn_is_refused(
    command: ApproveProduct | WithdrawProduct, code: str
) -> None:
    assert _refused(command) == {code}


def test_nothing_is_approved_before_a_configuration_is_signed() -> None:
    with pytest.raises(Refused) as refused:
        decide_site(NEW, site(), None, planned().act(PHARMACIST))
    assert [alert.code for alert in refused.value.alerts] == ["configuration.none_signed"]


def test_a_withdrawn_product_is_no_longer_approved_and_may_be_approved_again() -> None:
    [event] = _decided(WithdrawProduct(GTIN, "recall (synthetic)"))
    assert event == ProductWithdrawn(GTIN, "recall (synthetic)", PHARMACIST)
    after = evolve_site(site(), event)
    assert after.products == {}
    again = replace(NEW, gtin=GTIN)
    assert decide_site(again, after, trial(), planned().act(PHARMACIST))


def test_a_syringe_is_made_only_from_an_approved_product_of_the_drug_ordered() -> None:
    story = planned().at(NOW).ordered("IND-1").does(verify(), PHARMACIST)
    unknown = syringe(gtin=NEW.gtin, preparation="prep-IND-1")
    assert story.refused(prepare(syringe=unknown), PHARMACIST) == {"products.not_approved"}
    other = replace(story, site=_with(product(drug="cytarabine")))
    assert other.refused(prepare(), PHARMACIST) == {"products.other_drug"}


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("methotrexate 50 mg", False),
        ("Pemetrexed disodium 100 mg", True),
        ("注射用培美曲塞二钠", True),
        ("methotrexate (example brand)", False),
        ("Brandname (synthetic) 100 mg", True),
    ],
)
def test_what_is_typed_without_a_number_names_the_drug_ordered(name: str, fits: bool) -> None:
    story = planned().at(NOW).ordered("IND-1").does(verify(), PHARMACIST)
    brand = product(gtin=NEW.gtin, name="Brandname (synthetic)")
    story = replace(story, site=_with(product(), brand))
    told = syringe(gtin="", product=name, typed_reason="no_barcode", preparation="prep-IND-1")
    command = prepare(syringe=replace(told, read_by=ReadBy.TYPED))
    if fits:
        assert story.decides(command, PHARMACIST)
    else:
        assert story.refused(command, PHARMACIST) == {"products.not_named"}


def _with(*products: ProductApproved) -> SiteState:
    return replace(site(), products={one.gtin: one for one in products})


def test_a_pack_without_a_number_is_typed_with_a_reason_and_prepared_by_two() -> None:
    story = planned().at(NOW).ordered("IND-1").does(verify(), PHARMACIST)
    bare = syringe(gtin="", trace_code="8" * 20, read_by=ReadBy.TYPED, preparation="prep-IND-1")
    assert story.refused(prepare(syringe=bare), PHARMACIST) == {"products.typed_reason_missing"}
    told = replace(bare, typed_reason="trace_code_only")
    assert story.decides(prepare(syringe=told), PHARMACIST)
    scanned = replace(told, read_by=ReadBy.SCANNED)
    assert story.refused(prepare(syringe=scanned), PHARMACIST) == {"products.typed_reason_missing"}


@pytest.mark.parametrize(
    "name", ["VinCRIStine 1 mg/mL", "注射用硫酸长春新碱", "ｖｉｎｄｅｓｉｎｅ"]
)
def test_a_drug_of_the_wrong_route_list_is_never_prepared_whatever_its_number(name: str) -> None:
    story = planned().at(NOW).ordered("IND-1").does(verify(), PHARMACIST)
    made = syringe(product=name, preparation="prep-IND-1")
    assert story.refused(prepare(syringe=made), PHARMACIST) == {"products.wrong_route"}


def test_a_product_withdrawn_after_the_preparation_stops_the_check_and_is_told_as_a_breach() -> (
    None
):
    ready = planned().at(NOW).prepared("IND-1")
    gone = replace(ready, site=_with())
    assert gone.refused(check()) == {"products.not_approved"}
    started = replace(planned().at(NOW).ready("IND-1"), site=_with()).at("2026-03-02 10:10")
    assert started.refused(record()) == {"products.not_approved"}
    told = started.decides(record(incident="withdrawn meanwhile (synthetic)"))
    assert told[1].breaches == ("products.not_approved",)


def test_without_the_wrong_route_list_nothing_may_be_prepared() -> None:
    blank = replace(trial(), never_intrathecal=())
    [alert] = check_made_from({GTIN: product()}, blank, "pemetrexed", syringe())
    assert alert.code == "products.no_wrong_route_list"


def test_without_a_protocol_only_the_approval_is_asked_for() -> None:
    found: list[Alert] = list(check_made_from({}, None, "", syringe()))
    assert [alert.code for alert in found] == ["products.not_approved"]


def test_the_shipped_list_names_every_drug_of_its_source_in_both_languages() -> None:
    listed = {one.code: one for one in trial().never_intrathecal}
    for code in (
        "vincristine",
        "vinblastine",
        "vindesine",
        "vinorelbine",
        "bortezomib",
        "brentuximab_vedotin",
        "asparaginase",
        "daunorubicin",
        "dactinomycin",
        "ionic_contrast",
    ):
        assert listed[code].source.en
        assert wrong_route(trial(), listed[code].label.zh) is not None
    assert wrong_route(trial(), "pemetrexed disodium") is None
    assert wrong_route(trial(), "地塞米松") is None


@given(st.text("0123456789", min_size=13, max_size=13))
def test_exactly_one_last_digit_makes_a_number(digits: str) -> None:
    assert sum(is_gtin(f"{digits}{last}") for last in range(10)) == 1


def test_an_amount_of_a_product_keeps_its_unit() -> None:
    assert NEW.strength == Quantity(Decimal(500), Unit.MG)
