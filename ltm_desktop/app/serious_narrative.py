"""The first draft of a narrative, from what the record says: facts in order, and no opinion.

It names nobody: the form leaves the site. The physician reads it, writes on and signs.
"""

from collections.abc import Iterator

from ltm_desktop.app.serious_views import Viewing, coded, term_label
from ltm_desktop.app.wording.formats import to_whole_years
from ltm_desktop.app.wording.telling.adverse_events import known_date
from ltm_desktop.app.wording.telling.voice import analyte_name
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.serious_reports import ReportedDose, SeriousReported
from ltm_desktop.domain.terms import Access, Sex


def draft(form: SeriousReported, at: Viewing) -> str:
    """Return the narrative a physician begins with."""
    return "\n".join(_paragraphs(form, at))


def _paragraphs(form: SeriousReported, at: Viewing) -> Iterator[str]:
    say = at.say
    if at.chart.patient is not None:
        yield _who(at.chart.patient, form, at)
    if form.doses:
        yield say.together(*(_dose(one, at) for one in form.doses))
    if form.fractions:
        last = form.fractions[-1]
        when = last.at.astimezone(at.now.tzinfo)
        yield say("The last fraction told is number {n}, {at}.", n=last.fraction, at=when)
    yield say.together(*_event(form, at))
    yield say.together(*_after(form, at))


def _who(patient: PatientSlice, form: SeriousReported, at: Viewing) -> str:
    say = at.say
    years = to_whole_years(patient.identity.born, form.told.onset.on)
    sex = {Sex.FEMALE: say("woman"), Sex.MALE: say("man")}.get(patient.identity.sex, say("person"))
    arm = at.active.arm(patient.arm).label if at.active and patient.arm else None
    if arm is None:
        return say(
            "Subject {subject} is a {sex} of {years} years.",
            subject=patient.identity.subject_id,
            sex=sex,
            years=years,
        )
    return say(
        "Subject {subject} is a {sex} of {years} years, arm “{arm}”.",
        subject=patient.identity.subject_id,
        sex=sex,
        years=years,
        arm=arm,
    )


def _dose(one: ReportedDose, at: Viewing) -> str:
    say = at.say
    drug = at.active.protocol.drugs.get(one.drug) if at.active else None
    told = {
        "item": one.item,
        "drug": drug.label if drug else one.drug,
        "amount": one.amount,
        "access": Access(one.access),
        "at": one.started_at.astimezone(at.now.tzinfo),
    }
    if one.hours is None:
        return say("Dose {item}: {drug} {amount}, {access}, {at}.", **told)
    if one.hours < 0:
        return say(
            "Dose {item}: {drug} {amount}, {access}, {at}, {hours} h after the onset.",
            **told,
            hours=-one.hours,
        )
    return say(
        "Dose {item}: {drug} {amount}, {access}, {at}, {hours} h before the onset.",
        **told,
        hours=one.hours,
    )


def _event(form: SeriousReported, at: Viewing) -> Iterator[str]:
    say, told = at.say, form.told
    since = known_date(told.onset, say)
    if told.onset_at is not None:
        since = say.moment(told.onset_at.astimezone(at.now.tzinfo))
    term = term_label(told.term, at.active, say)
    yield say("{term} began {since}: “{words}”.", term=term, since=since, words=told.verbatim)
    grades = say.listing(
        say("{grade} from {date}", grade=say.term(one.grade), date=say.date(one.on))
        for one in told.grades
    )
    yield say("Course: {grades}.", grades=grades)
    if told.baseline:
        yield say("It was there before the first dose.")
    for lab in form.labs:
        yield say(
            "{analyte} {value}, {at}.",
            analyte=say.begin(analyte_name(lab.analyte, say, at.active)),
            value=f"{lab.comparator}{say.amount(lab.value)}",
            at=lab.sampled_at.astimezone(at.now.tzinfo),
        )


def _after(form: SeriousReported, at: Viewing) -> Iterator[str]:
    say, judged = at.say, form.judgement
    if judged.treatment:
        yield say("Treatment given: {treatment}.", treatment=judged.treatment)
    yield say(
        "Intrathecal treatment: {it}. Radiotherapy: {rt}.",
        it=coded("ae_action", judged.action_it, at),
        rt=coded("ae_action", judged.action_rt, at),
    )
    outcome = coded("ae_outcome", form.outcome, at) if form.outcome else say("not told yet")
    yield say("Outcome: {outcome}.", outcome=outcome)
    for one in form.follow_ups:
        learnt = one.at.astimezone(at.now.tzinfo)
        yield say("Learnt {at}: {text}", at=learnt, text=one.text)
