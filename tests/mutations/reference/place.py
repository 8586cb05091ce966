"""The two regions that the program is in, and what everything in one of them has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pulumi
import pulumi_aws as aws

# Inputs that several resources share, or that not all of a kind have.
Inputs: TypeAlias = dict[str, Any]

ACCOUNT: Final = "123456789012"
HOST: Final = "orders.example.com"
TAGS: Final = {"owner": "orders", "cost-centre": "CC-2000", "environment": "live", "tier": "production"}
BACKED_UP: Final = {"backup": "true"}


@dataclass(frozen=True)
class Place:
    """A region: ``name`` tells its resources from those of the other; ``number`` sets its networks apart."""

    name: str
    region: str
    number: int
    provider: aws.Provider

    @property
    def zones(self) -> tuple[str, str]:
        """Two of its availability zones."""
        return (f"{self.region}a", f"{self.region}b")

    @property
    def opts(self) -> pulumi.ResourceOptions:
        """The options of what can be made again."""
        return pulumi.ResourceOptions(provider=self.provider)

    @property
    def stateful(self) -> pulumi.ResourceOptions:
        """The options of what holds data."""
        return pulumi.ResourceOptions(provider=self.provider, protect=True)

    def called(self, noun: str) -> str:
        """Return the name of a thing of which each region has one."""
        return f"{noun}-{self.name}"

    def arn(self, service: str, resource: str) -> str:
        """Return the ARN of a resource of this account here."""
        return f"arn:aws:{service}:{self.region}:{ACCOUNT}:{resource}"


def places() -> tuple[Place, Place]:
    """Return where the program is, and where it is recovered."""
    return _place("main", "us-west-2", 1), _place("recovery", "us-east-1", 2)


def _place(name: str, region: str, number: int) -> Place:
    provider = aws.Provider(
        name,
        region=region,
        default_tags={"tags": TAGS},
        skip_credentials_validation=True,
        skip_metadata_api_check=True,
        skip_requesting_account_id=True,
    )
    return Place(name, region, number, provider)
