"""RDS clusters and instances: who reaches them, and how."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from dr_guard.aws.database.databases import (
    DATABASES,
    family,
    inherits_users,
    is_global_member,
    is_multi_zone_cluster,
    is_replica,
    is_serverless_v1,
    version,
)
from dr_guard.aws.database.parameters import REFERENCES, parameters, switch
from dr_guard.aws.network.ingress import lets_in_addresses
from dr_guard.aws.network.security_groups import GROUPS
from dr_guard.aws.tokens import (
    CLUSTER,
)
from dr_guard.checks import NOT_KNOWN, must_be_on, must_not_be_on, state
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import all_of, any_of
from dr_guard.references import References
from dr_guard.values import MISSING, UNKNOWN, entries, is_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

PASSWORDS: Final = ("masterPassword", "password")
WRITE_ONLY_PASSWORDS: Final = ("masterPasswordWo", "passwordWo")
SECURITY_GROUPS: Final = "vpcSecurityGroupIds"
PORTS: Final = (1433, 1521, 3306, 5432, 50000)
WITHOUT_IAM: Final = ("oracle", "sqlserver", "other")
TLS_PARAMETERS: Final = {
    "postgresql": "rds.force_ssl",
    "sqlserver": "rds.force_ssl",
    "mysql": "require_secure_transport",
}
# The major version from which an engine forces TLS unless it is told not to.
TLS_BY_DEFAULT: Final = {"postgres": (15,), "aurora-postgresql": (17,)}


def database_public_access_disabled(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No database can be reached from the internet.

    RDS gives a Multi-AZ cluster in the default subnet group a public address unless it is told not to.
    """
    value, group = database.get("publiclyAccessible"), database.get("dbSubnetGroupName")
    is_in_default = group == "default" or not is_set(group)
    if value is MISSING and database.type == CLUSTER and is_multi_zone_cluster(database) and is_in_default:
        yield Finding("public access is not set, so on in the default subnet group", "off")
    else:
        yield from must_not_be_on(value, "public access")


def database_ingress_group_only(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Only members of a security group reach a database, wherever they are started."""
    groups = References(graph, GROUPS)
    lets_in = cache(partial(lets_in_addresses, graph))
    for database in graph.of_type(DATABASES):
        yield from _ingress(database, groups, lets_in)


def _ingress(
    database: Resource, groups: References, lets_in: Callable[[Resource], Known]
) -> Iterator[Outcome]:
    members = entries(database.inputs, SECURITY_GROUPS)
    matches = [groups.match(database, SECURITY_GROUPS, member) for member in members]
    candidates = {group for match in matches for group in match.candidates}
    is_open = any_of(
        all_of((groups.graph.refers(database, SECURITY_GROUPS, member, group), lets_in(group)))
        for group in candidates
        for member in members
    )
    wanted = "security groups that let in only security groups"
    if is_open is True:
        yield Finding("a security group of it lets in addresses", wanted, database.urn)
    elif is_open is UNKNOWN:
        yield Finding(f"what its security groups let in {NOT_KNOWN}", wanted, database.urn)
    elif any(match.is_open for match in matches):
        yield Finding(f"which security groups it has {NOT_KNOWN}", wanted, database.urn)
    elif not candidates:
        yield NotApplicable("its security groups are not in the program", database.urn)


def database_master_password_managed(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No master password is known to the program, or to its state."""
    is_written = any(is_set(database.get(prop)) for prop in PASSWORDS)
    if is_global_member(database) or is_serverless_v1(database):
        if is_written:
            yield Finding("a master password is kept in the state", "masterPasswordWo, which is not")
        else:
            yield NotApplicable("RDS cannot manage the password of a global or serverless v1 database")
    elif is_written or any(is_set(database.get(prop)) for prop in WRITE_ONLY_PASSWORDS):
        yield Finding("the program sets a master password", "one that RDS manages")
    elif inherits_users(database):
        yield NotApplicable("its users are those of another database")
    else:
        yield from must_be_on(database.get("manageMasterUserPassword"), "management of the master password")


def database_iam_authentication_enabled(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Whoever may restore a database can also log in to it."""
    if family(database) in WITHOUT_IAM:
        yield NotApplicable("its engine knows no IAM identities")
    else:
        yield from must_be_on(database.get("iamDatabaseAuthenticationEnabled"), "IAM authentication")


def database_master_username_custom(database: Resource, settings: Settings) -> Iterator[Outcome]:
    """The master user has a name that nobody guesses."""
    name = database.get("masterUsername" if database.type == CLUSTER else "username")
    refused = settings.strings("refusedNames")
    if name is MISSING and inherits_users(database):
        yield NotApplicable("its users are those of another database")
    elif not isinstance(name, str) or name.lower() in refused:
        yield Finding(f"the master user's name {state(name, refused)}", "one of your own")


def database_tls_forced(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """No client talks to a database in plain text."""
    known = parameters(graph)
    for database in graph.of_type(DATABASES):
        engine = family(database)
        if is_replica(database) and not is_set(database.get(REFERENCES[database.type])):
            yield NotApplicable("the parameters of a replica are its source's", database.urn)
        elif not isinstance(engine, str):
            yield Finding(f"the engine {state(engine)}", "one that forces TLS", database.urn)
        elif engine not in TLS_PARAMETERS:
            yield NotApplicable("its engine has no parameter that forces TLS", database.urn)
        else:
            name = TLS_PARAMETERS[engine]
            value = known.get(database, name)
            if value is not MISSING or not _is_forced_by_default(database):
                yield from must_be_on(switch(value), f"the parameter {name}", database.urn)


def _is_forced_by_default(database: Resource) -> bool:
    since = TLS_BY_DEFAULT.get(str(database.get("engine")))
    return since is not None and version(database.get("engineVersion")) >= since


def database_port_custom(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A database is not found where everybody looks for one."""
    port = database.get("port")
    if not isinstance(port, int | float) or port in PORTS:
        yield Finding(f"the port {state(port)}", "one that is no engine's default")


RULES: Final = (
    database_public_access_disabled,
    database_ingress_group_only,
    database_master_password_managed,
    database_iam_authentication_enabled,
    database_master_username_custom,
    database_tls_forced,
    database_port_custom,
)
