"""What breaks the APIs of the reference, their domain names and their certificates."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN, Options
from tests.mutations.mutation import Mutation
from tests.mutations.usual import off, refer, unprotected, values

API: Final = "Api orders-main"
DOMAIN: Final = "DomainName orders-main"
CERTIFICATE: Final = "Certificate orders-main"
STAGE: Final = "Stage orders-main"
TLS: Final = "api-domain-tls-current"
MUTUAL: Final = "api-domain-mutual-tls-enabled"
COMPLETE: Final = "certificate-regions-complete"
SPECIFIC: Final = "certificate-domain-specific"
PREFERENCE: Final = "options.certificateTransparencyLoggingPreference"
ABROAD: Final = "aws:acm/certificateValidation:CertificateValidation::orders-recovery"

MUTATIONS: Final[tuple[Mutation, ...]] = (
    *values(
        TLS,
        DOMAIN,
        "domainNameConfiguration.securityPolicy",
        {"outdated": "TLS_1_0", "missing": None, "unknown": UNKNOWN},
    ),
    *values(MUTUAL, DOMAIN, "mutualTlsAuthentication", {"missing": None}),
    *values(MUTUAL, DOMAIN, "mutualTlsAuthentication.truststoreUri", {"empty": ""}),
    *off("api-default-endpoint-disabled", API, "disableExecuteApiEndpoint"),
    *off("api-stage-metrics-detailed", STAGE, "defaultRouteSettings.detailedMetricsEnabled"),
    *values(
        "api-stage-metrics-detailed", STAGE, "routeSettings", {"of one route": [{"routeKey": "GET /health"}]}
    ),
    *values(
        "api-cors-origin-restricted",
        API,
        "corsConfiguration.allowOrigins",
        {"all": ["*"], "unknown": UNKNOWN},
    ),
    *values(
        "certificate-renewal-automatic",
        CERTIFICATE,
        "validationMethod",
        {"by mail": "EMAIL", "missing": None, "unknown": UNKNOWN},
    ),
    *values("certificate-key-strong", CERTIFICATE, "keyAlgorithm", {"short": "RSA_1024", "unknown": UNKNOWN}),
    *values(SPECIFIC, CERTIFICATE, "domainName", {"any": "*.example.com", "unknown": UNKNOWN}),
    *values(SPECIFIC, CERTIFICATE, "subjectAlternativeNames", {"any": ["*.example.com"]}),
    *values(
        "certificate-transparency-logged", CERTIFICATE, PREFERENCE, {"off": "DISABLED", "unknown": UNKNOWN}
    ),
    *unprotected("certificate-replacement-overlapped", Options(delete_before_replace=True), CERTIFICATE),
    *values(COMPLETE, DOMAIN, "domainName", {"of another": "other.example.org", "unknown": UNKNOWN}),
    Mutation(
        COMPLETE, DOMAIN, "by a certificate of another region", (refer("domainNameConfiguration", ABROAD),)
    ),
    *values(
        COMPLETE,
        DOMAIN,
        "domainNameConfiguration.certificateArn",
        {"of another region": "arn:aws:acm:us-east-1:123456789012:certificate/1"},
    ),
)
