"""What a statement is called: the act that is being signed, not the record it looks at."""

from collections.abc import Mapping, Sequence

from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain import (
    access,
    adverse_events,
    certifying,
    corrections,
    delegation,
    dosing,
    dosing_steps,
    emergency,
    fractions,
    labs,
    overrides,
    patients,
    people,
    planning,
    products,
    reservoir,
    review,
    signoff,
    site,
    time_doubt,
    witnessing,
)

_ADDITION = _mark("Addition to the enrolment")

TITLES: Mapping[type, str] = {
    site.SiteFounded: _mark("Founding of the site"),
    site.ConfigurationSigned: _mark("Site configuration"),
    emergency.EmergencyTextSigned: _mark("Emergency page"),
    people.PersonAdded: _mark("New person"),
    certifying.CertificateEntered: _mark("New certificate"),
    certifying.CertificateAccepted: _mark("Acceptance of a certificate"),
    certifying.AccountabilityAcknowledged: _mark("Accountability for one's own signature"),
    certifying.PersonRetired: _mark("End of a person's work here"),
    certifying.RecoveryDrilled: _mark("Drill of the recovery key"),
    delegation.TasksDelegated: _mark("Delegation of tasks"),
    delegation.DelegationWithdrawn: _mark("End of a delegation"),
    delegation.CompetencyCertified: _mark("Entry in the competency register"),
    delegation.CompetencyWithdrawn: _mark("End of an entry in the competency register"),
    delegation.TrainingRecorded: _mark("Training"),
    patients.PatientEnrolled: _mark("Enrolment of a patient"),
    patients.ConsentRecorded: _ADDITION,
    patients.ArmAssigned: _ADDITION,
    patients.AccessRecorded: _ADDITION,
    patients.MeasurementsRecorded: _ADDITION,
    patients.PatientWithdrawn: _mark("End of study treatment"),
    patients.DeathRecorded: _mark("Death of a patient"),
    planning.TreatmentPlanned: _mark("Plan of the doses"),
    planning.FractionsPlanned: _mark("Plan of the fractions"),
    planning.PlanMoved: _mark("Change of the plan"),
    planning.ItemRescheduled: _mark("Move of a planned dose"),
    dosing.DosePrescribed: _mark("Order of an intrathecal dose"),
    dosing.DoseChecked: _mark("Check before an intrathecal injection"),
    dosing_steps.PatientAssessed: _mark("Assessment before a dose"),
    dosing_steps.OrderVerified: _mark("Verification of an order"),
    dosing_steps.SyringePrepared: _mark("Preparation of a syringe"),
    dosing_steps.SyringeReleased: _mark("Release of a syringe"),
    dosing_steps.SyringeReceived: _mark("Receipt of a syringe"),
    dosing_steps.TimeOutDone: _mark("Time-out before an injection"),
    dosing_steps.TimeOutStopped: _mark("Time-out stopped before an injection"),
    dosing_steps.InjectionStarted: _mark("Start of an injection"),
    dosing_steps.PatientObserved: _mark("Observation after an injection"),
    dosing_steps.PatientCalled: _mark("Call after a lumbar puncture"),
    dosing.DoseRecorded: _mark("Record of an intrathecal dose"),
    dosing.DoseNotGiven: _mark("Record of a dose not given"),
    fractions.RadiotherapyPrescribed: _mark("Order of a radiotherapy course"),
    fractions.FractionRecorded: _mark("Record of a radiotherapy session"),
    fractions.ShortfallDecided: _mark("Decision about a short fraction"),
    fractions.CompensationOrdered: _mark("Order to compensate lost treatment days"),
    fractions.SessionLinked: _mark("Reconciliation of a radiotherapy session"),
    fractions.CourseChecked: _mark("Weekly check of a radiotherapy course"),
    signoff.RecordCountersigned: _mark("Signature of the second person on a record"),
    signoff.RecordApproved: _mark("Approval of a record"),
    corrections.RecordVoided: _mark("Taking back of a record"),
    labs.LabsRecorded: _mark("Laboratory results"),
    adverse_events.EventReported: _mark("Adverse event"),
    adverse_events.EventGraded: _mark("Grade of an adverse event"),
    adverse_events.EventJudged: _mark("Judgement of an adverse event"),
    adverse_events.EventEnded: _mark("Outcome of an adverse event"),
    adverse_events.EventReopened: _mark("Adverse event goes on"),
    adverse_events.EventCorrected: _mark("Correction of an adverse event"),
    adverse_events.EventVoided: _mark("Adverse event taken back"),
    adverse_events.SuggestionDismissed: _mark("Suggestion from the laboratory not followed"),
    reservoir.ReservoirRecorded: _mark("Record of a reservoir"),
    review.QueryRaised: _mark("Query"),
    review.QueryAnswered: _mark("Answer to a query"),
    review.QueryClosed: _mark("End of a query"),
    review.SourceVerified: _mark("Comparison of a record with its source"),
    review.RecordLocked: _mark("Lock of a record"),
    review.RecordUnlocked: _mark("End of a record's lock"),
    overrides.RulesOverridden: _mark("Override of rules by a physician"),
    products.ProductApproved: _mark("Approval of a product for intrathecal use"),
    products.ProductWithdrawn: _mark("End of a product's approval"),
    access.PersonSignedIn: _mark("Sign-in"),
    access.SecretRefused: _mark("Wrong secret"),
    access.DeskLocked: _mark("Lock of a desk"),
    access.DeskUnlocked: _mark("Unlocking of a desk"),
    access.DeskHandedOver: _mark("Switch of persons at a desk"),
    access.CopyMade: _mark("Copy"),
    access.SiteRead: _mark("Look by a command"),
    access.SecretChanged: _mark("New secret"),
    time_doubt.ClockDoubted: _mark("Clock in doubt"),
    time_doubt.ClockConfirmed: _mark("Time confirmed"),
    witnessing.HeadWitnessed: _mark("Head of the ledger kept outside"),
}


def title(events: Sequence[object], say: Words) -> str:
    """Return the title of the first event, or of what is signed after it.

    A sign-off follows a record; a record told at once follows the start of its injection.
    """
    ranked = ((*signoff.EVENTS, review.SourceVerified), (dosing.DoseRecorded,), (type(events[0]),))
    named = next(event for kinds in ranked for event in events if isinstance(event, kinds))
    if isinstance(named, dosing.DoseRecorded) and named.corrects:
        return say("Correction of the record of an intrathecal dose")
    return say(TITLES[type(named)])
