"""ACM certificates."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case, fails, passes, skips

RENEWAL: Final = "certificate-renewal-automatic"
KEY: Final = "certificate-key-strong"
SPECIFIC: Final = "certificate-domain-specific"
LOGGED: Final = "certificate-transparency-logged"
OVERLAP: Final = "certificate-replacement-overlapped"
REGIONS: Final = "certificate-regions-complete"

STRONG: Final = "wanted: RSA_2048 or RSA_3072 or RSA_4096 or EC_prime256v1 or EC_secp384r1 or EC_secp521r1"
IMPORTED: Final = "the certificate is imported, and is what its issuer made it"
THERE: Final = "eu-central-1"
HERE: Final = "eu-west-1"
RECOVERED: Final = {"recoveryRegions": [THERE]}
UNCOVERED: Final = f"no certificate in {THERE} covers it; wanted: one that is there before it is needed"
UNSURE: Final = (
    f"whether a certificate in {THERE} covers it cannot be known at preview; "
    "wanted: one that is there before it is needed"
)
FOREIGN: Final = "its certificate is of another region; wanted: one of its own"
TOKEN: Final = "aws:acm/certificate:Certificate"


def certificate(**inputs: object) -> Planned:
    """Return a certificate."""
    return Planned(TOKEN, inputs)


def standby(*names: object, region: object = THERE, **inputs: object) -> Planned:
    """Return a certificate for these names in the recovery region."""
    data = {"region": region, "domainName": names[0], "subjectAlternativeNames": list(names[1:]), **inputs}
    return Planned(TOKEN, data, "standby")


def domain(
    name: object = "api.shop.test", arn: object = UNKNOWN, region: str = HERE, *depends: str
) -> Planned:
    """Return a domain name of an API, served by its provider's region."""
    inputs = {"domainName": name, "domainNameConfiguration": {"certificateArn": arn}}
    token = "aws:apigatewayv2/domainName:DomainName"
    links = {"domainNameConfiguration": depends}
    return Planned(token, inputs, depends=links, provider={"region": region})


def complete(label: str, *stack: Planned) -> Case:
    """Return a case in which every name is covered in the recovery region."""
    return passes(REGIONS, label, *stack, config=RECOVERED)


def incomplete(label: str, says: str | tuple[str, ...], *stack: Planned) -> Case:
    """Return a case in which a name is not covered in the recovery region, or may not be."""
    return fails(REGIONS, label, *stack, says=says, config=RECOVERED)


VALIDATION: Final = Planned(
    "aws:acm/certificateValidation:CertificateValidation", {"region": "us-east-1"}, "validation"
)

CASES: Final = (
    passes(RENEWAL, "by DNS", certificate(domainName="shop.test", validationMethod="DNS")),
    fails(
        RENEWAL,
        "by e-mail",
        certificate(domainName="shop.test", validationMethod="EMAIL"),
        says="the validation is EMAIL; wanted: DNS",
    ),
    fails(
        RENEWAL, "missing", certificate(domainName="shop.test"), says="the validation is not set; wanted: DNS"
    ),
    fails(
        RENEWAL,
        "unknown",
        certificate(validationMethod=UNKNOWN),
        says="the validation cannot be known at preview; wanted: DNS",
    ),
    *(
        skips(
            RENEWAL,
            f"imported, with {name}",
            certificate(**{name: UNKNOWN}),
            because="the certificate is imported, so that whoever issued it has to renew it",
        )
        for name in ("certificateBody", "privateKey", "privateKeyWo")
    ),
    skips(
        RENEWAL,
        "of a private authority",
        certificate(certificateAuthorityArn=UNKNOWN),
        because="a private authority issues the certificate, which validates nothing",
    ),
    passes(KEY, "missing", certificate()),
    passes(KEY, "an elliptic curve", certificate(keyAlgorithm="EC_prime256v1")),
    fails(
        KEY,
        "a short one",
        certificate(keyAlgorithm="RSA_1024"),
        says=f"the key algorithm is RSA_1024; {STRONG}",
    ),
    fails(
        KEY,
        "unknown",
        certificate(keyAlgorithm=UNKNOWN),
        says=f"the key algorithm cannot be known at preview; {STRONG}",
    ),
    skips(KEY, "imported", certificate(certificateBody=UNKNOWN), because=IMPORTED),
    passes(SPECIFIC, "missing", certificate()),
    passes(SPECIFIC, "hosts", certificate(domainName="shop.test", subjectAlternativeNames=["api.shop.test"])),
    fails(
        SPECIFIC,
        "a wildcard",
        certificate(domainName="*.shop.test"),
        says="the domain name is a wildcard; wanted: the name of a host",
    ),
    fails(
        SPECIFIC,
        "a wildcard among hosts",
        certificate(domainName="shop.test", subjectAlternativeNames=["api.shop.test", "*.shop.test"]),
        says="subjectAlternativeNames[1] is a wildcard; wanted: the name of a host",
    ),
    fails(
        SPECIFIC,
        "unknown",
        certificate(domainName=UNKNOWN, subjectAlternativeNames=UNKNOWN),
        says=(
            "the domain name cannot be known at preview; wanted: the name of a host",
            "subjectAlternativeNames[0] cannot be known at preview; wanted: the name of a host",
        ),
    ),
    skips(SPECIFIC, "imported", certificate(certificateBody=UNKNOWN), because=IMPORTED),
    passes(LOGGED, "missing", certificate()),
    passes(LOGGED, "on", certificate(options={"certificateTransparencyLoggingPreference": "ENABLED"})),
    fails(
        LOGGED,
        "off",
        certificate(options={"certificateTransparencyLoggingPreference": "DISABLED"}),
        says="transparency logging is DISABLED; wanted: ENABLED",
    ),
    fails(
        LOGGED,
        "unknown",
        certificate(options=UNKNOWN),
        says="transparency logging cannot be known at preview; wanted: ENABLED",
    ),
    skips(LOGGED, "imported", certificate(certificateBody=UNKNOWN), because=IMPORTED),
    skips(
        LOGGED,
        "of a private authority",
        certificate(certificateAuthorityArn=UNKNOWN),
        because="a private authority issues the certificate",
    ),
    passes(OVERLAP, "missing", certificate()),
    passes(OVERLAP, "missing, where nothing else is known", certificate(domainName=UNKNOWN)),
    fails(
        OVERLAP,
        "deleted first",
        Planned(TOKEN, {}, delete_before_replace=True),
        says="the resource option deleteBeforeReplace is on; wanted: off",
    ),
    skips(REGIONS, "no recovery region", domain(), because="no recovery region is configured"),
    complete("by name", domain("API.shop.test"), standby("api.SHOP.test")),
    complete("by another name of it", domain(), standby("shop.test", "api.shop.test")),
    complete("by a wildcard", domain(), standby("*.shop.test")),
    complete("a wildcard by itself", domain("*.shop.test"), standby("*.shop.test")),
    complete(
        "served there too", domain(), Planned(domain().type, {**domain().inputs, "region": THERE}, "too")
    ),
    complete("served there alone", domain(region=THERE)),
    incomplete("missing", UNCOVERED, domain()),
    incomplete("for another name", UNCOVERED, domain(), standby("shop.test", "www.shop.test")),
    incomplete("a wildcard of another level", UNCOVERED, domain("a.api.shop.test"), standby("*.shop.test")),
    incomplete("in another region", UNCOVERED, domain(), standby("api.shop.test", region=HERE)),
    incomplete("unknown", UNSURE, domain(), standby(UNKNOWN)),
    incomplete("a name that is not known", UNSURE, domain(UNKNOWN), standby("api.shop.test")),
    incomplete("a region that is not known", UNSURE, domain(), standby("api.shop.test", region=UNKNOWN)),
    incomplete("imported there", UNSURE, domain(), standby(None, certificateBody=UNKNOWN)),
    complete(
        "a certificate of its own region",
        domain("api.shop.test", f"arn:aws:acm:{THERE}:1:certificate/c", THERE),
    ),
    incomplete(
        "a certificate of another region",
        FOREIGN,
        domain("api.shop.test", "arn:aws:acm:us-east-1:1:certificate/c", THERE),
    ),
    incomplete(
        "a certificate of another region, not known yet",
        FOREIGN,
        domain("api.shop.test", UNKNOWN, THERE, "validation"),
        VALIDATION,
    ),
    complete(
        "a certificate of its own region, not known yet",
        domain("api.shop.test", UNKNOWN, THERE, "standby"),
        standby("api.shop.test"),
    ),
    complete(
        "a certificate of a region that is not known",
        domain("api.shop.test", UNKNOWN, THERE, "standby"),
        standby("api.shop.test", region=UNKNOWN),
    ),
)
