"""The outside view: Route 53 asks the API for its health from several continents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from stack.scope import Scope

INTERVAL: Final = timedelta(seconds=30)
FAILURES: Final = 3


@dataclass(frozen=True)
class HealthCheckArgs:
    """Which host is asked, by HTTPS, for which path."""

    scope: Scope
    host: pulumi.Input[str]
    path: str


class HealthCheck(pulumi.ComponentResource):
    """Unhealthy after three failures 30 seconds apart."""

    def __init__(self, name: str, args: HealthCheckArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("HealthCheck"), name, None, opts)
        self.id: pulumi.Output[str] = self._health_check(name, args).id
        self.register_outputs({"id": self.id})

    def _health_check(self, name: str, args: HealthCheckArgs) -> aws.route53.HealthCheck:
        return aws.route53.HealthCheck(
            name,
            type="HTTPS",
            fqdn=args.host,
            port=443,
            resource_path=args.path,
            enable_sni=True,
            request_interval=int(INTERVAL.total_seconds()),
            failure_threshold=FAILURES,
            tags=args.scope.tagged("health-check"),
            opts=pulumi.ResourceOptions(parent=self),
        )
