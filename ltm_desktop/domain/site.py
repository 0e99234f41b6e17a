"""The site: its founding, its people and the configuration the investigator signed.

Refuses a second founding and a configuration that leaves anything unset.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from enum import StrEnum

from ltm_desktop.domain import certifying, delegation, people
from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.certifying import (
    AcceptCertificate,
    AcknowledgeAccountability,
    DrillRecovery,
    IssueCertificate,
    KeyCommand,
    RecoveryDrilled,
    RetirePerson,
)
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.delegation import (
    CertifyCompetency,
    DelegateTasks,
    DelegationCommand,
    RecordTraining,
    WithdrawCompetency,
    WithdrawDelegation,
)
from ltm_desktop.domain.emergency import (
    EmergencyTextSigned,
    SignEmergencyText,
    decide_emergency,
    emergency_signers,
)
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.handover import HandoverTaken, TakeOver, decide_handover, handover_signers
from ltm_desktop.domain.laboratories import (
    Laboratories,
    LaboratoryCommand,
    LaboratoryEvent,
    decide_laboratories,
)
from ltm_desktop.domain.laboratories import evolve as evolve_laboratories
from ltm_desktop.domain.people import AddPerson, People, check_role
from ltm_desktop.domain.products import (
    ApproveProduct,
    ProductApproved,
    Products,
    ProductWithdrawn,
    WithdrawProduct,
    decide_products,
    products_signers,
)
from ltm_desktop.domain.products import evolve as evolve_products
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.restoring import RecordRestore, SiteRestored, decide_restore
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.texts import check_code, check_line
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.witnessing import (
    HeadWitnessed,
    WitnessHead,
    decide_witness,
    witness_signers,
)


class SiteKind(StrEnum):
    """What a site is for; a demo or practice site can never become live."""

    LIVE = "live"
    DEMO = "demo"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class FoundSite:
    """Found the site with its certificate authority and first administrator."""

    name: str
    code: str
    zone: str
    """IANA zone of the clinic."""
    country: str
    """ISO 3166 country whose public holidays count."""
    kind: SiteKind
    authority: str
    """The certificate authority's certificate, DER in base64."""
    authority_fingerprint: str
    administrator: AddPerson


@dataclass(frozen=True, slots=True)
class SignConfiguration:
    """Fill what the protocol leaves unset; signed by the investigator."""

    study: str
    version: str
    protocol_digest: str
    values: tuple[tuple[str, str], ...]
    """Pairs of path and exact text."""


@dataclass(frozen=True, slots=True)
class SiteFounded:
    """The site was founded."""

    name: str
    code: str
    zone: str
    country: str
    kind: SiteKind
    authority: str
    authority_fingerprint: str


@dataclass(frozen=True, slots=True)
class ConfigurationSigned:
    """The investigator signed a configuration."""

    number: int
    study: str
    version: str
    protocol_digest: str
    values: tuple[tuple[str, str], ...]
    investigator: str


EVENTS = (SiteFounded, ConfigurationSigned)


@dataclass(frozen=True, slots=True)
class SiteState:
    """The fold of the site's own entries."""

    founded: SiteFounded | None = None
    people: People = field(default_factory=dict)
    configuration: ConfigurationSigned | None = None
    emergency: EmergencyTextSigned | None = None
    """The emergency page in force."""
    products: Products = field(default_factory=dict)
    """The products approved for intrathecal use, by number."""
    laboratories: Laboratories = field(default_factory=dict)
    """Where samples are sent, with the reference ranges of each."""
    drilled: RecoveryDrilled | None = None
    """When the recovery key was last typed from paper and opened the record."""
    witnessed: tuple[HeadWitnessed, ...] = ()
    """Heads kept outside, in the order they were entered."""
    restored: tuple[SiteRestored, ...] = ()
    """Backups that were put back, in the order they were told."""
    handovers: int = 0
    """How many shifts were handed over."""

    @property
    def values(self) -> Mapping[str, str]:
        """Return the signed configuration's values, empty without one."""
        return dict(self.configuration.values) if self.configuration else {}


ProductCommand = ApproveProduct | WithdrawProduct
RegisterCommand = ProductCommand | LaboratoryCommand
SiteCommand = (
    FoundSite
    | AddPerson
    | IssueCertificate
    | AcceptCertificate
    | AcknowledgeAccountability
    | RetirePerson
    | DrillRecovery
    | DelegateTasks
    | WithdrawDelegation
    | CertifyCompetency
    | WithdrawCompetency
    | RecordTraining
    | SignConfiguration
    | SignEmergencyText
    | RegisterCommand
    | WitnessHead
    | RecordRestore
    | TakeOver
)


def decide_site(
    command: SiteCommand, site: SiteState, trial: TrialProtocol | None, act: Act
) -> tuple[object, ...]:
    """Return the events of a site command. Raises Refused."""
    match command:
        case FoundSite():
            return _found(command, site)
        case AddPerson():
            return people.decide_add_person(command, site.people, act)
        case _ if isinstance(command, KeyCommand):
            return certifying.decide_keys(command, site.people, act)
        case _ if isinstance(command, DelegationCommand):
            return delegation.decide_delegation(command, site.people, act)
        case SignEmergencyText():
            return decide_emergency(command, site.emergency, site.people, act)
        case _ if isinstance(command, RegisterCommand):
            return _register(command, site, trial, act)
        case WitnessHead() | RecordRestore() | TakeOver():
            return _of_record(command, site, act)
        case _:
            return _configure(command, site, trial, act)


def _of_record(
    command: WitnessHead | RecordRestore | TakeOver, site: SiteState, act: Act
) -> tuple[object, ...]:
    if isinstance(command, WitnessHead):
        return decide_witness(command, site.people, act)
    if isinstance(command, TakeOver):
        return decide_handover(command, site.handovers, site.people, act)
    return decide_restore(command, site.people, act)


def _register(
    command: RegisterCommand,
    site: SiteState,
    trial: TrialProtocol | None,
    act: Act,
) -> tuple[object, ...]:
    if isinstance(command, ApproveProduct | WithdrawProduct):
        return decide_products(command, site.products, site.people, trial, act)
    return decide_laboratories(command, site.laboratories, site.people, trial, act)


def _found(command: FoundSite, site: SiteState) -> tuple[object, ...]:
    if site.founded is not None:
        raise refuse("site.already_founded")
    refuse_if(_check_founding(command))
    founded = SiteFounded(
        command.name,
        command.code,
        command.zone,
        command.country,
        command.kind,
        command.authority,
        command.authority_fingerprint,
    )
    return (founded, *_first(command.administrator))


def _first(admitted: AddPerson) -> tuple[object, object]:
    """Return the events that enter the first person, certificate and all, before any witness."""
    told = (admitted.person, admitted.fingerprint, admitted.certificate, admitted.endorsement)
    certificate = certifying.entered(IssueCertificate(*told))
    return people.person_event(admitted), certificate


def _check_founding(command: FoundSite) -> Iterator[Alert]:
    if not command.name.strip() or not command.code.strip():
        yield stop("site.name_missing")
    if not command.zone.strip() or not command.country.strip():
        yield stop("site.place_missing")
    yield from check_line(command.name)
    yield from check_code(command.code, "site")
    if Role.ADMINISTRATOR not in command.administrator.roles:
        yield stop("site.administrator_missing", person=command.administrator.person)
    yield from people.check_new_person(command.administrator, {})
    yield from certifying.check_certificate(
        command.administrator.person,
        command.administrator.fingerprint,
        command.administrator.certificate,
        {},
    )


def _configure(
    command: SignConfiguration, site: SiteState, trial: TrialProtocol | None, act: Act
) -> tuple[object, ...]:
    refuse_if(check_role(site.people, act.author, Role.INVESTIGATOR))
    if trial is None or (trial.study, trial.version) != (command.study, command.version):
        raise refuse("configuration.unknown_protocol", study=command.study, version=command.version)
    if len(dict(command.values)) != len(command.values):
        raise refuse("configuration.path_twice")
    resolve(trial, dict(command.values))  # raises Refused with one alert per missing value
    number = site.configuration.number + 1 if site.configuration else 1
    return (
        ConfigurationSigned(
            number,
            command.study,
            command.version,
            command.protocol_digest,
            tuple(sorted(command.values)),
            act.author,
        ),
    )


def site_signers(command: SiteCommand, act: Act) -> tuple[Signer, ...]:
    """Return the signatures with a meaning that a site command needs."""
    if isinstance(command, SignConfiguration):
        return (Signer(act.author, Meaning.APPROVED),)
    if isinstance(command, SignEmergencyText):
        return emergency_signers(command)
    if isinstance(command, ApproveProduct | WithdrawProduct):
        return products_signers(act)
    if isinstance(command, WitnessHead):
        return witness_signers(act)
    if isinstance(command, TakeOver):
        return handover_signers(command)
    return certifying.keys_signers(command, act) + delegation.delegation_signers(command, act)


def evolve_site(site: SiteState, event: object) -> SiteState:
    """Fold one event of the site's stream."""
    match event:
        case SiteFounded():
            return replace(site, founded=event)
        case ConfigurationSigned():
            return replace(site, configuration=event)
        case EmergencyTextSigned():
            return replace(site, emergency=event)
        case ProductApproved() | ProductWithdrawn():
            return replace(site, products=evolve_products(site.products, event))
        case _ if isinstance(event, LaboratoryEvent):
            known_labs = evolve_laboratories(site.laboratories, event)
            return replace(site, laboratories=known_labs)
        case RecoveryDrilled():
            return replace(site, drilled=event)
        case HeadWitnessed() | SiteRestored() | HandoverTaken():
            return _evolve_record(site, event)
        case _:
            known = people.evolve(site.people, event)
            known = delegation.evolve(certifying.evolve(known, event), event)
            return replace(site, people=known)


def _evolve_record(
    site: SiteState, event: HeadWitnessed | SiteRestored | HandoverTaken
) -> SiteState:
    if isinstance(event, HeadWitnessed):
        return replace(site, witnessed=(*site.witnessed, event))
    if isinstance(event, HandoverTaken):
        return replace(site, handovers=event.number)
    return replace(site, restored=(*site.restored, event))
