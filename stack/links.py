"""What one component tells another: a few names and ARNs that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta
    from typing import TypeAlias

    import pulumi

    Kinds: TypeAlias = Mapping[str, Mapping[str, pulumi.Input[str]]]
    """What AWS Backup backs up, in its words, and for each of them with what it is restored on trial."""


@dataclass(frozen=True)
class Logs:
    """How logs are kept: under which key, and for how many days."""

    key_arn: pulumi.Input[str]
    retention_days: int


@dataclass(frozen=True)
class Connection:
    """Where in the network something runs, and the prefix list of each service it can reach from there."""

    vpc_id: pulumi.Input[str]
    subnet_ids: tuple[pulumi.Input[str], ...]
    prefix_list_ids: Mapping[str, pulumi.Input[str]]


@dataclass(frozen=True)
class Site:
    """Where in the network the database is: a private subnet in each zone, in their order."""

    vpc_id: pulumi.Input[str]
    subnet_ids: tuple[pulumi.Input[str], ...]
    zones: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """The function as its callers know it: by its alias."""

    function_name: pulumi.Input[str]
    alias_name: pulumi.Input[str]
    alias_arn: pulumi.Input[str]
    invoke_arn: pulumi.Input[str]


@dataclass(frozen=True)
class WatchedDatabase:
    """The database as CloudWatch knows it; ``connection_failures`` is the metric that counts them."""

    cluster: pulumi.Input[str]
    max_acu: float
    connection_failures: str


@dataclass(frozen=True)
class Watched:
    """The names CloudWatch knows things by; ``interval`` lies between two scheduled checks."""

    service: str
    interval: timedelta
    function: pulumi.Input[str]
    table: pulumi.Input[str]
    api_id: pulumi.Input[str]
    dead_letters: Mapping[str, pulumi.Input[str]]
    database: WatchedDatabase | None = None
