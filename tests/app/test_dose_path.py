"""The path of a dose on its paper: every step, who, when and what was told."""

import re
import unicodedata
from dataclasses import replace

import pytest

from ltm_desktop.app.dose_path import stepped
from ltm_desktop.domain.dosing import AfterCare, LumbarFacts, OmmayaFacts, Technique
from ltm_desktop.domain.dosing_steps import Allergy
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.terms import Access
from tests import builders
from tests.app.clinic import Clinic, configure
from tests.app.test_papers import Run, newest_paper, run
from tests.builders import NURSE, PATIENT, PHARMACIST, PHYSICIAN
from tests.cases.clinical import day
from tests.language.kept import find_latin

__all__ = ["run"]
MONDAY = "2026-03-02"
TECHNIQUE = Technique(
    skin_agent="chlorhexidine_alcohol",
    skin_dried="yes",
    barriers=("mask", "sterile_gloves", "gown"),
    mixed_with_csf="no",
    resistance="no",
    csf_midway="yes",
    injection_pain=Quantity(mg("2").value, Unit.COUNT),
)


def count(text: str, unit: Unit = Unit.COUNT) -> Quantity:
    return Quantity(mg(text).value, unit)


def everything(access: Access) -> OmmayaFacts | LumbarFacts:
    """Return the findings of a way in with every field filled."""
    if access is Access.OMMAYA:
        return builders.ommaya(
            pressure=count("14.5", Unit.CM_H2O),
            flush=ml("1.0"),
            dome_pumps=count("4"),
            needle="winged",
            flush_fluid="autologous_csf",
            after_pumps=count("3"),
            needle_out="yes",
            zero_level="external ear canal, lying (example)",
        )
    return builders.lumbar(
        closing_pressure=count("12", Unit.CM_H2O),
        levels=count("1"),
        local_anaesthetic="lidocaine 1 % (example)",
        local_anaesthetic_volume=ml("2.0"),
        local_anaesthetic_plain="yes",
        nrfit="yes",
        imaging_on=day("2026-02-20"),
        red_cells_first=count("900", Unit.PER_UL),
        red_cells_last=count("40", Unit.PER_UL),
        traumatic="minor",
        paraesthesia="left",
        paraesthesia_lasting="no",
        rest=count("60", Unit.MIN),
        rest_posture="flat",
    )


def walked(clinic: Clinic, access: Access) -> None:
    """Walk a dose with everything told that can be."""
    clinic.at(f"{MONDAY} 10:00")
    clinic.does(NURSE, builders.labs(f"{MONDAY} 09:00"))
    vital = builders.vitals()
    known = (Allergy("penicillin (example)", "rash"), Allergy("latex (example)"))
    asked = builders.assess(
        vitals=vital, allergies=known, performance=count("1"), headache=count("2")
    )
    clinic.does(NURSE, replace(asked, note="slept well (synthetic)"))
    clinic.does(PHYSICIAN, builders.order(access=access, note="after breakfast (synthetic)"))
    clinic.does(PHARMACIST, builders.verify())
    clinic.does(PHARMACIST, builders.prepare())
    clinic.does(PHARMACIST, builders.release())
    clinic.does(NURSE, builders.receive())
    clinic.does(NURSE, builders.check(access=access))
    clinic.does(NURSE, builders.time_out())
    clinic.at(f"{MONDAY} 10:10")
    care = AfterCare(
        samples=("cytology", "biochemistry"),
        complications=("headache",),
        spill="a drop on the drape, wiped up (synthetic)",
    )
    clinic.does(
        NURSE,
        builders.record(
            access=access,
            facts=everything(access),
            technique=TECHNIQUE,
            after=care,
            estimated=("csf_withdrawn",),
            note="synthetic 备注",
        ),
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("wished", ["en", "zh_CN", "both"])
@pytest.mark.parametrize("access", list(Access), ids=lambda one: one.value)
def test_the_paper_names_every_step_before_the_injection(
    clinic: Clinic, run: Run, wished: str, access: Access
) -> None:
    configure(clinic, site__record_language=wished)
    walked(clinic, access)
    told = run("pdftotext", newest_paper(clinic), "-raw", after=("-",))
    text = squeezed(told)
    english = (
        "The path of this dose",
        "Piet EXAMPLE (p.example)",
        "Verification of an order",
        "Release of a syringe",
        "Receipt of a syringe",
        "pharmacist · Verified",
        "penicillin (example): rash",
        "latex (example), reaction not known",
        "approx. 5 mL",
        "Chlorhexidine in alcohol",
    )
    chinese = ("医嘱审核", "药师", "过敏史", "约 5 mL", "氯己定醇溶液")
    words = {"en": english, "zh_CN": chinese, "both": (*english, *chinese)}[wished]
    assert [word for word in words if squeezed(word) not in text] == []
    assert "mg每mL" not in text
    if wished == "zh_CN":
        assert [found for line in told.splitlines() if (found := find_latin(line))] == []


def test_a_step_of_another_dose_is_not_on_the_path(clinic: Clinic) -> None:
    clinic.gives("IND-1", MONDAY)
    entries = list(clinic.desk.store.entries(PATIENT))
    item, other = builders.item("IND-1"), builders.item("IND-2")
    assert len(list(stepped(entries, item, frozenset()))) >= 8
    assert list(stepped(entries, other, frozenset())) == []


def test_what_was_observed_before_a_correction_stands_on_its_paper(
    clinic: Clinic, run: Run
) -> None:
    clinic.gives("IND-1", MONDAY)
    clinic.observes("adm-IND-1", f"{MONDAY} 11:30")
    again = builders.record(
        record=RecordId("adm-IND-1-again"),
        corrects=RecordId("adm-IND-1"),
        correction_reason="typing_slip",
        note="synthetic",
    )
    clinic.does(NURSE, again)
    text = run("pdftotext", newest_paper(clinic, "adm-IND-1-again"), "-raw", after=("-",))
    assert squeezed("Observation after an injection") in squeezed(text)
