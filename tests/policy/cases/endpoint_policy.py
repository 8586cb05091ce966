"""VPC endpoints: what their policies let through."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

POLICY: Final = "vpc-endpoint-policy-restricted"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
HOLDER: Final = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"
BUCKET: Final = "arn:aws:s3:::documents"
TABLE: Final = "arn:aws:dynamodb:us-east-1:123456789012:table/records"
WANTED: Final = (
    "wanted: named principals or resources, or a condition that names an account or an organization"
)
OPEN: Final = f"statement 1 of the policy lets everyone through to resources of anyone; {WANTED}"
NONE: Final = f"it has no policy, and lets everything through; {WANTED}"
NO_POLICY: Final = "what it is an endpoint for takes no policy"


def endpoint(policy: object = None, service: str = "com.amazonaws.us-east-1.s3", **inputs: object) -> Planned:
    """Return an endpoint."""
    return Planned("aws:ec2/vpcEndpoint:VpcEndpoint", {"serviceName": service, "policy": policy, **inputs})


def holder(policy: object, owner: str = "it") -> Planned:
    """Return a policy of its own of an endpoint whose id is not known yet."""
    inputs = {"vpcEndpointId": UNKNOWN, "policy": policy}
    return Planned(HOLDER, inputs, "holder", depends={"vpcEndpointId": (owner,) if owner else ()})


def document(*statements: dict[str, object]) -> dict[str, object]:
    """Return a policy of these statements, each of which allows everyone unless it says else."""
    basic = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [{**basic, **each} for each in statements]}


def on(*resources: object) -> dict[str, object]:
    """Return a policy that lets everyone through to these."""
    return document({"Resource": list(resources)})


def under(operator: str, key: str, value: object) -> dict[str, object]:
    """Return a policy that lets everyone through under a condition."""
    return document({"Condition": {operator: {key: value}}})


EVERYTHING: Final = document({})

CASES: Final = (
    passes(POLICY, "resources", endpoint(on(BUCKET, f"{BUCKET}/*", TABLE, UNKNOWN))),
    passes(POLICY, "resources, as a string", endpoint(json.dumps(on(TABLE)))),
    passes(POLICY, "principals", endpoint(document({"Principal": {"AWS": TABLE}}))),
    passes(POLICY, "a denial", endpoint(document({"Effect": "Deny"}))),
    passes(POLICY, "a policy apart", endpoint(), holder(on(BUCKET))),
    passes(POLICY, "an interface", endpoint(on(TABLE), vpcEndpointType="Interface")),
    passes(
        POLICY,
        "something else of AWS's, by a resource",
        endpoint(on(TABLE), "aws.sagemaker.us-east-1.notebook"),
    ),
    *(
        passes(POLICY, f"under a condition on {key}", endpoint(under(operator, key, value)))
        for operator, key, value in (
            ("StringEquals", "aws:PrincipalAccount", "123456789012"),
            ("StringEquals", "aws:PrincipalOrgID", "o-example"),
            ("StringEqualsIgnoreCase", "aws:ResourceAccount", ["123456789012", UNKNOWN]),
            ("StringEquals", "aws:ResourceOrgID", UNKNOWN),
            ("StringEquals", "s3:ResourceAccount", "123456789012"),
            ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/*"),
            ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-example/*"),
        )
    ),
    fails(POLICY, "missing", endpoint(), says=NONE),
    fails(POLICY, "missing, as an empty string", endpoint("", vpcEndpointType="Interface"), says=NONE),
    fails(
        POLICY,
        "missing beside another endpoint's",
        endpoint(),
        Planned(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            {"serviceName": "com.amazonaws.us-east-1.s3", "policy": on(BUCKET)},
            "other",
        ),
        holder(on(BUCKET), "other"),
        says=NONE,
    ),
    fails(
        POLICY,
        "missing from the resource that holds it",
        endpoint(),
        holder(None),
        says=f"the policy is not set; {WANTED}",
        at="holder",
    ),
    fails(POLICY, "everything", endpoint(EVERYTHING), says=OPEN),
    fails(POLICY, "everything, as a string", endpoint(json.dumps(EVERYTHING)), says=OPEN),
    fails(POLICY, "everything, apart", endpoint(), holder(EVERYTHING), says=OPEN, at="holder"),
    fails(
        POLICY, "everything, of an endpoint from elsewhere", holder(EVERYTHING, ""), says=OPEN, at="holder"
    ),
    fails(POLICY, "everyone of AWS", endpoint(document({"Principal": {"AWS": ["*"]}})), says=OPEN),
    fails(
        POLICY,
        "everyone but one",
        endpoint(document({"Principal": None, "NotPrincipal": {"AWS": TABLE}})),
        says=OPEN,
    ),
    fails(POLICY, "one action", endpoint(document({"Action": "s3:PutObject"})), says=OPEN),
    fails(
        POLICY,
        "everything but one resource",
        endpoint(document({"Resource": None, "NotResource": TABLE})),
        says=OPEN,
    ),
    fails(
        POLICY,
        "the second statement",
        endpoint(document({"Resource": BUCKET}, {})),
        says=OPEN.replace("1", "2", 1),
    ),
    *(
        fails(POLICY, f"whatever {label}", endpoint(on(BUCKET, broad)), says=OPEN)
        for label, broad in (
            ("bucket", "arn:aws:s3:::*"),
            ("bucket begins so", "arn:aws:s3:::documents-*"),
            ("account", "arn:aws:dynamodb:us-east-1:*:table/records"),
        )
    ),
    *(
        fails(
            POLICY,
            f"under a condition that holds nobody, {label}",
            endpoint(under(operator, key, value)),
            says=OPEN,
        )
        for label, operator, key, value in (
            ("of the network", "StringEquals", "aws:SourceVpc", "vpc-1"),
            ("with a wildcard", "StringLike", "aws:PrincipalAccount", "*"),
            ("that is empty", "StringEquals", "aws:PrincipalAccount", []),
            ("of another kind", "StringNotEquals", "aws:PrincipalAccount", "123456789012"),
        )
    ),
    *(
        fails(
            POLICY,
            f"unknown, {label}",
            planned,
            says=f"the policy cannot be known at preview, unless its ARNs are made of names; {WANTED}",
        )
        for label, planned in (
            ("all of it", endpoint(UNKNOWN)),
            ("its statements", endpoint({"Statement": UNKNOWN})),
        )
    ),
    fails(
        POLICY,
        "unknown principal",
        endpoint(document({"Principal": UNKNOWN})),
        says=f"whom statement 1 of the policy lets through cannot be known at preview; {WANTED}",
    ),
    passes(POLICY, "unknown member of the principals", endpoint(document({"Principal": {"AWS": [UNKNOWN]}}))),
    fails(
        POLICY,
        "unknown owner of a policy",
        endpoint(),
        holder(on(BUCKET), ""),
        says=f"whether it has a policy cannot be known at preview; {WANTED}",
    ),
    fails(POLICY, "unknown type", endpoint(vpcEndpointType=UNKNOWN), says=NONE),
    *(
        skips(POLICY, f"what takes none, {kind}", endpoint(vpcEndpointType=kind), because=NO_POLICY)
        for kind in ("GatewayLoadBalancer", "Resource", "ServiceNetwork")
    ),
    skips(
        POLICY,
        "somebody's own service",
        endpoint(None, "com.amazonaws.vpce.us-east-1.vpce-svc-1", vpcEndpointType="Interface"),
        because=NO_POLICY,
    ),
    passes(
        POLICY,
        "a service that takes none",
        endpoint(),
        Planned("aws:ec2/vpcEndpoint:VpcEndpoint", {"policy": on(BUCKET)}, "other"),
        config={"servicesWithoutPolicy": ["s3"]},
    ),
    skips(POLICY, "no endpoint", OTHER, because=f"the stack has no resource that {POLICY} is about"),
)
