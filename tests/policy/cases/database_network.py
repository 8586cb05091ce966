"""RDS clusters and instances: what their security groups let in, and over what."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.database import cluster, instance

INGRESS: Final = "database-ingress-group-only"
TLS: Final = "database-tls-forced"

GROUPS_WANTED: Final = "wanted: security groups that let in only security groups"
OPEN: Final = f"a security group of it lets in addresses; {GROUPS_WANTED}"
UNSEEN: Final = f"what its security groups let in cannot be known at preview; {GROUPS_WANTED}"
ELSEWHERE: Final = "its security groups are not in the program"
SSL_UNSET: Final = "the parameter rds.force_ssl is not set; wanted: on"
SSL_OFF: Final = "the parameter rds.force_ssl is off; wanted: on"
SSL_UNKNOWN: Final = "the parameter rds.force_ssl cannot be known at preview; wanted: on"
AURORA: Final = {"engine": "aurora-postgresql", "engineVersion": "16.4"}


def group(name: str = "group", **inputs: object) -> Planned:
    """Return a security group."""
    return Planned("aws:ec2/securityGroup:SecurityGroup", inputs, name)


def within(planned: Planned, *groups: str) -> Planned:
    """Return a database in security groups whose ids are not known yet."""
    inputs = {**planned.inputs, "vpcSecurityGroupIds": [UNKNOWN] * len(groups)}
    return replace(planned, inputs=inputs, depends={"vpcSecurityGroupIds": groups})


def rule(kind: str = "ingress", **inputs: object) -> Planned:
    """Return a rule of the security group, in the older form."""
    inputs = {"type": kind, "securityGroupId": UNKNOWN, **inputs}
    token = "aws:ec2/securityGroupRule:SecurityGroupRule"
    return Planned(token, inputs, "rule", depends={"securityGroupId": ("group",)})


def ingress(**inputs: object) -> Planned:
    """Return a rule of the security group, in the newer form."""
    token = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    inputs = {"securityGroupId": UNKNOWN, **inputs}
    return Planned(token, inputs, "rule", depends={"securityGroupId": ("group",)})


def stray(planned: Planned) -> Planned:
    """Return a rule of which it cannot be known to which group it belongs."""
    return replace(planned, depends={})


def tuned(planned: Planned, *parameters: dict[str, object] | str) -> tuple[Planned, Planned]:
    """Return a database and its parameter group."""
    is_cluster = planned.type.endswith("Cluster")
    prop = "dbClusterParameterGroupName" if is_cluster else "parameterGroupName"
    token = "clusterParameterGroup:Cluster" if is_cluster else "parameterGroup:"
    holder = Planned(f"aws:rds/{token}ParameterGroup", {"parameters": list(parameters)}, "parameters")
    inputs = {**planned.inputs, prop: UNKNOWN}
    return replace(planned, inputs=inputs, depends={prop: ("parameters",)}), holder


def sets(name: str, value: object) -> dict[str, object]:
    """Return one parameter."""
    return {"name": name, "value": value}


CASES: Final = (
    passes(
        INGRESS, "a group, inline", within(cluster(), "group"), group(ingress=[{"securityGroups": [UNKNOWN]}])
    ),
    passes(INGRESS, "itself", within(instance(), "group"), group(ingress=[{"self": True, "cidrBlocks": []}])),
    passes(
        INGRESS,
        "a group, by a rule",
        within(cluster(), "group"),
        group(),
        rule(sourceSecurityGroupId=UNKNOWN),
    ),
    passes(
        INGRESS,
        "a group, by a newer rule",
        within(cluster(), "group"),
        group(),
        ingress(referencedSecurityGroupId=UNKNOWN),
    ),
    passes(
        INGRESS, "egress only", within(cluster(), "group"), group(), rule("egress", cidrBlocks=["0.0.0.0/0"])
    ),
    passes(INGRESS, "missing rules", within(cluster(), "group"), group()),
    passes(
        INGRESS,
        "another's group is open",
        within(cluster(), "group"),
        group(),
        group("web", ingress=[{"cidrBlocks": ["10.0.0.0/8"]}]),
    ),
    passes(
        INGRESS,
        "a group that is known by its id",
        cluster(vpcSecurityGroupIds=["sg-1"]),
        replace(group(), outputs={"id": "sg-1"}),
    ),
    *(
        fails(
            INGRESS,
            f"{prop} {value!r}, inline",
            within(made, "group"),
            group(ingress=[{prop: value}]),
            says=OPEN,
        )
        for made, prop, value in (
            (cluster(), "cidrBlocks", ["10.0.0.0/16"]),
            (instance(), "cidrBlocks", [UNKNOWN]),
            (cluster(), "cidrBlocks", UNKNOWN),
            (instance(), "ipv6CidrBlocks", ["fd00::/8"]),
            (cluster(), "prefixListIds", ["pl-1"]),
        )
    ),
    fails(
        INGRESS,
        "one rule, inline",
        within(cluster(), "group"),
        group(ingress={"cidrBlocks": ["10.0.0.0/16"]}),
        says=OPEN,
    ),
    *(
        fails(
            INGRESS,
            f"by a rule: {sorted(added.inputs)}",
            within(cluster(), "group"),
            group(),
            added,
            says=OPEN,
        )
        for added in (
            rule(cidrBlocks=["10.0.0.0/16"]),
            rule(UNKNOWN, cidrBlocks=["10.0.0.0/16"], description=""),
            rule(prefixListIds=["pl-1"]),
            ingress(cidrIpv4="10.0.0.0/16"),
            ingress(cidrIpv6=UNKNOWN),
            ingress(prefixListId="pl-1"),
        )
    ),
    fails(
        INGRESS,
        "one group of two",
        within(cluster(), "closed", "group"),
        group("closed"),
        group(ingress=[{"cidrBlocks": ["10.0.0.0/16"]}]),
        says=OPEN,
    ),
    fails(
        INGRESS,
        "a group that is known by its id lets in addresses",
        instance(vpcSecurityGroupIds=["sg-1"]),
        replace(group(ingress=[{"cidrBlocks": ["10.0.0.0/16"]}]), outputs={"id": "sg-1"}),
        says=OPEN,
    ),
    fails(INGRESS, "unknown rules", within(cluster(), "group"), group(ingress=UNKNOWN), says=UNSEEN),
    fails(
        INGRESS,
        "a rule that may be the group's",
        within(cluster(), "group"),
        group(),
        stray(rule(cidrBlocks=["10.0.0.0/16"])),
        says=UNSEEN,
    ),
    passes(
        INGRESS,
        "a harmless rule that may be the group's",
        within(cluster(), "group"),
        group(),
        stray(rule(sourceSecurityGroupId=UNKNOWN)),
    ),
    fails(
        INGRESS,
        "unknown groups",
        cluster(vpcSecurityGroupIds=UNKNOWN),
        says=f"which security groups it has cannot be known at preview; {GROUPS_WANTED}",
    ),
    skips(INGRESS, "missing", cluster(), because=ELSEWHERE),
    skips(INGRESS, "a group of another stack", instance(vpcSecurityGroupIds=["sg-1"]), because=ELSEWHERE),
    *(
        passes(TLS, f"a cluster: {value!r}", *tuned(cluster(**AURORA), sets("rds.force_ssl", value)))
        for value in ("1", 1, "on")
    ),
    passes(TLS, "an instance", *tuned(instance(engine="postgres"), sets("rds.force_ssl", "1"))),
    passes(
        TLS,
        "the last one counts",
        *tuned(cluster(**AURORA), sets("rds.force_ssl", "0"), sets("rds.force_ssl", "1")),
    ),
    *(
        passes(TLS, f"{engine}", *tuned(made(engine=engine), sets("require_secure_transport", "ON")))
        for engine, made in (("aurora-mysql", cluster), ("mysql", instance), ("mariadb", instance))
    ),
    passes(TLS, "SQL Server", *tuned(instance(engine="sqlserver-se"), sets("rds.force_ssl", "1"))),
    passes(TLS, "by default: postgres", instance(engine="postgres", engineVersion="15.7")),
    passes(TLS, "by default: a number", instance(engine="postgres", engineVersion=16)),
    passes(TLS, "by default: aurora-postgresql", cluster(engine="aurora-postgresql", engineVersion="17.4")),
    passes(
        TLS,
        "by default, in AWS's own group",
        instance(engine="postgres", engineVersion="16", parameterGroupName="default.postgres16"),
    ),
    passes(
        TLS,
        "by default, in a group that sets something else",
        *tuned(instance(engine="postgres", engineVersion="16.3"), sets("log_statement", "ddl")),
    ),
    fails(TLS, "missing", cluster(**AURORA), says=SSL_UNSET),
    fails(TLS, "missing version", instance(engine="postgres"), says=SSL_UNSET),
    fails(TLS, "an older version", instance(engine="postgres", engineVersion="14.12"), says=SSL_UNSET),
    fails(TLS, "missing in the group", *tuned(cluster(**AURORA)), says=SSL_UNSET),
    fails(
        TLS,
        "off",
        *tuned(instance(engine="postgres", engineVersion="16"), sets("rds.force_ssl", "0")),
        says=SSL_OFF,
    ),
    fails(
        TLS,
        "MySQL, without",
        instance(engine="mysql", engineVersion="8.4"),
        says="the parameter require_secure_transport is not set; wanted: on",
    ),
    fails(
        TLS,
        "a word",
        *tuned(cluster(**AURORA), sets("rds.force_ssl", "please")),
        says="the parameter rds.force_ssl is something else; wanted: on",
    ),
    fails(TLS, "unknown", *tuned(cluster(**AURORA), sets("rds.force_ssl", UNKNOWN)), says=SSL_UNKNOWN),
    fails(TLS, "an unknown parameter", *tuned(cluster(**AURORA), UNKNOWN), says=SSL_UNKNOWN),
    fails(
        TLS,
        "a group of another stack",
        instance(engine="postgres", engineVersion="16", parameterGroupName="ours"),
        says=SSL_UNKNOWN,
    ),
    fails(
        TLS,
        "an unknown group",
        cluster(**AURORA, dbClusterParameterGroupName=UNKNOWN),
        says=SSL_UNKNOWN,
    ),
    fails(
        TLS,
        "an unknown engine",
        cluster(engine=UNKNOWN),
        says="the engine cannot be known at preview; wanted: one that forces TLS",
    ),
    fails(
        TLS,
        "an engine that is not named",
        instance(snapshotIdentifier="orders"),
        says="the engine is not set; wanted: one that forces TLS",
    ),
    skips(
        TLS,
        "a read replica",
        instance(replicateSourceDb="orders"),
        because="the parameters of a replica are its source's",
    ),
    skips(TLS, "Db2", instance(engine="db2-se"), because="its engine has no parameter that forces TLS"),
)
