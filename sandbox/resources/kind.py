"""What the sandbox has to know of a type of resource to make it real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from sandbox.aws import Aws, Client
from sandbox.lookups import partition_of
from sandbox.registration import Json, Properties


@dataclass(frozen=True)
class Place:
    """Where a resource is made: the emulator, a region in it, and the program's folder, for its files."""

    aws: Aws
    region: str
    folder: Path = field(default_factory=Path)

    @property
    def account(self) -> str:
        """The account that owns it."""
        return self.aws.account

    @property
    def partition(self) -> str:
        """``aws``, or the name of another partition, as ARNs have it."""
        return partition_of(self.region)[0]

    def client(self, service: str) -> Client:
        """Return boto3's client of a service in this region."""
        return self.aws.client(service, self.region)

    def arn(self, service: str, resource: str) -> str:
        """Return the ARN of something that this account has in this region."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"


@dataclass(frozen=True)
class Made:
    """A resource that exists: its id as Pulumi's provider has it, and the outputs that are no inputs.

    An output that stands among the inputs too is what AWS made of it.
    """

    id: str
    outputs: Properties


Create: TypeAlias = Callable[[Place, Properties], Made]
Update: TypeAlias = Callable[[Place, Made, Properties], Made]


@dataclass(frozen=True)
class Kind:
    """One type: how it is made from its inputs, and which inputs that heeds; any other is refused.

    ``update`` gets what there is and the new inputs; a type without it can only be made. Both raise
    botocore's errors. Inputs are plain: nothing in them is unknown, secrets are revealed, and ``tags`` hold
    the provider's default tags too. ``keeps`` are inputs that an update leaves as they were where they are
    asked for no longer, which is refused.
    """

    create: Create
    inputs: frozenset[str]
    update: Update | None = None
    keeps: frozenset[str] = frozenset()


def tag_list(tags: Json) -> list[dict[str, str]]:
    """Return tags as most services take them."""
    pairs = tags.items() if isinstance(tags, dict) else ()
    return [{"Key": key, "Value": str(value)} for key, value in pairs]


def pascal(value: Json, **renamed: str) -> Json:
    """Return a block with names as AWS's API has them: ``groupName`` becomes ``GroupName``, at every depth.

    ``renamed`` maps those that follow no rule. What is ``None`` is left out.
    """
    if isinstance(value, dict):
        return {
            renamed.get(key, key[:1].upper() + key[1:]): pascal(each, **renamed)
            for key, each in value.items()
            if each is not None
        }
    return [pascal(each, **renamed) for each in value] if isinstance(value, list) else value
