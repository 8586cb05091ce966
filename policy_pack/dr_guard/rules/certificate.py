"""ACM certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.regions import NO_RECOVERY_REGION, are_apart, is_in, recovery_regions
from dr_guard.aws.tokens import (
    CERTIFICATE,
    CERTIFICATE_VALIDATION,
    DOMAIN_NAME,
)
from dr_guard.checks import NOT_KNOWN, must_be_one_of, must_not_be_on
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import all_of, any_of
from dr_guard.values import MISSING, UNKNOWN, entries, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Plain

IMPORTED: Final = "the certificate is imported, and is what its issuer made it"
PRIVATE: Final = "a private authority issues the certificate"
STRONG: Final = (
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_prime256v1",
    "EC_secp384r1",
    "EC_secp521r1",
)


def _is_imported(certificate: Resource) -> bool:
    names = ("certificateBody", "privateKey", "privateKeyWo")
    return any(is_set(certificate.get(name)) for name in names)


def _is_private(certificate: Resource) -> bool:
    return is_set(certificate.get("certificateAuthorityArn"))


def certificate_renewal_automatic(certificate: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A certificate does not expire because nobody answered."""
    if _is_imported(certificate):
        yield NotApplicable("the certificate is imported, so that whoever issued it has to renew it")
    elif _is_private(certificate):
        yield NotApplicable("a private authority issues the certificate, which validates nothing")
    else:
        method = certificate.get("validationMethod")
        yield from must_be_one_of(method, "the validation", ("DNS",), ("EMAIL", "HTTP", "NONE"))


def certificate_key_strong(certificate: Resource, _settings: Settings) -> Iterator[Outcome]:
    """The key of a certificate cannot be guessed."""
    algorithm = certificate.get("keyAlgorithm")
    if _is_imported(certificate):
        yield NotApplicable(IMPORTED)
    elif algorithm is not MISSING:
        yield from must_be_one_of(algorithm, "the key algorithm", STRONG, ("RSA_1024",))


def certificate_domain_specific(certificate: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A certificate stands for named hosts only."""
    if _is_imported(certificate):
        yield NotApplicable(IMPORTED)
        return
    others = entries(certificate.inputs, "subjectAlternativeNames")
    names = (("the domain name", certificate.get("domainName")),)
    for noun, name in (*names, *((f"subjectAlternativeNames[{at}]", each) for at, each in enumerate(others))):
        if name is UNKNOWN:
            yield Finding(f"{noun} {NOT_KNOWN}", "the name of a host")
        elif isinstance(name, str) and name.startswith("*"):
            yield Finding(f"{noun} is a wildcard", "the name of a host")


def certificate_transparency_logged(certificate: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A certificate is on public record."""
    preference = certificate.get("options.certificateTransparencyLoggingPreference")
    if _is_imported(certificate):
        yield NotApplicable(IMPORTED)
    elif _is_private(certificate):
        yield NotApplicable(PRIVATE)
    elif preference is not MISSING:
        yield from must_be_one_of(preference, "transparency logging", ("ENABLED",), ("DISABLED",))


def certificate_replacement_overlapped(certificate: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A certificate is in place before the one that it replaces goes."""
    option = certificate.options.delete_before_replace
    yield from must_not_be_on(option, "the resource option deleteBeforeReplace")


def certificate_regions_complete(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """A domain name can be served where the system is recovered."""
    regions = recovery_regions(settings)
    if not regions:
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    held = _held(graph)
    for domain in graph.of_type((DOMAIN_NAME,)):
        yield from _foreign(graph, domain)
        if is_in(domain, regions) is not True:
            for region in regions:
                yield from _uncovered(domain, region, held)


def _held(graph: Graph) -> frozenset[tuple[str, str | None]]:
    """Return what is covered, as regions and names, an empty region or no name where that is not known.

    A domain name that is served already has a certificate of its region.
    """
    found: set[tuple[str, str | None]] = set()
    for resource in graph.of_type((CERTIFICATE, DOMAIN_NAME)):
        others = entries(resource.inputs, "subjectAlternativeNames")
        names = (UNKNOWN,) if _is_imported(resource) else (resource.get("domainName"), *others)
        region = resource.region if isinstance(resource.region, str) else ""
        found |= {(region, name.lower() if isinstance(name, str) else None) for name in names}
    return frozenset(found)


def _uncovered(domain: Resource, region: str, held: frozenset[tuple[str, str | None]]) -> Iterator[Finding]:
    covered = _is_covered(domain.get("domainName"), region, held)
    if covered is not True:
        found = f"no certificate in {region} covers it"
        found = f"whether a certificate in {region} covers it {NOT_KNOWN}" if covered is UNKNOWN else found
        yield Finding(found, "one that is there before it is needed", domain.urn)


def _is_covered(name: Plain, region: str, held: frozenset[tuple[str, str | None]]) -> Known:
    if not isinstance(name, str):
        return UNKNOWN
    exact, wildcard = name.lower(), f"*.{name.lower().partition('.')[2]}"
    places = ((region, True), ("", UNKNOWN))
    sure = (verdict for where, verdict in places for each in (exact, wildcard) if (where, each) in held)
    unsure = (UNKNOWN for where, _ in places if (where, None) in held)
    return any_of((*sure, *unsure))


def _foreign(graph: Graph, domain: Resource) -> Iterator[Finding]:
    """Yield a finding for a domain name whose certificate is of another region, which AWS refuses."""
    prop = "domainNameConfiguration"
    arn = domain.get(f"{prop}.certificateArn")
    depends = (graph.by_urn.get(urn) for urn in domain.property_dependencies.get(prop, ()))
    issued = (CERTIFICATE, CERTIFICATE_VALIDATION)
    regions = [each.region for each in depends if each and each.type in issued]
    if isinstance(arn, str) and arn.startswith("arn:"):
        regions = ["".join(arn.split(":")[3:4])]
    if regions and all_of(are_apart(each, domain.region) for each in regions) is True:
        yield Finding("its certificate is of another region", "one of its own", domain.urn)


RULES: Final = (
    certificate_renewal_automatic,
    certificate_key_strong,
    certificate_domain_specific,
    certificate_transparency_logged,
    certificate_replacement_overlapped,
    certificate_regions_complete,
)
