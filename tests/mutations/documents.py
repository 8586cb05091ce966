"""What a break gives a resource that it adds: tags, and policy documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sandbox.registration import Json

TAGS: Final[dict[str, Json]] = {
    "owner": "platform-team",
    "cost-centre": "CC-1000",
    "environment": "dev",
    "tier": "development",
}


def document(*statements: dict[str, Json]) -> str:
    """Return the text of a policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: str, resource: str = "*", **members: Json) -> dict[str, Json]:
    """Return a statement that allows something."""
    return {"Sid": "Added", "Effect": "Allow", "Action": action, "Resource": resource, **members}


EVERYONE: Final = document(allow("*", Principal="*"))
