"""What of a registration can be made real: the inputs that count. What would not be heeded is refused."""

from __future__ import annotations

import json

from sandbox import paths
from sandbox.errors import SandboxError
from sandbox.registration import UNKNOWN, Json, Properties, Registration
from sandbox.resources import kinds
from sandbox.resources.kind import Kind
from sandbox.secrecy import revealed

AGAIN = "the sandbox deletes and replaces nothing: run down, then up"
MADE_UP = frozenset({"name", "bucket"})
"""What the provider makes up where a program does not give it."""
HEEDED_OF_PROVIDERS = frozenset({"defaultTags", "region"})
NOT_ABOUT_WHAT_IS_MADE = frozenset(
    {
        "accessKey",
        "allowedAccountIds",
        "customCaBundle",
        "ec2MetadataServiceEndpoint",
        "ec2MetadataServiceEndpointMode",
        "forbiddenAccountIds",
        "httpProxy",
        "httpsProxy",
        "insecure",
        "maxRetries",
        "noProxy",
        "profile",
        "retryMode",
        "s3UsEast1RegionalEndpoint",
        "s3UsePathStyle",
        "secretKey",
        "sharedConfigFiles",
        "sharedCredentialsFiles",
        "skipCredentialsValidation",
        "skipMetadataApiCheck",
        "skipRegionValidation",
        "skipRequestingAccountId",
        "stsRegion",
        "token",
        "tokenBucketRateLimiterCapacity",
        "useDualstackEndpoint",
        "useFipsEndpoint",
        "userAgents",
        "version",
    }
)
"""Who asks a provider's AWS, and by what way: here it is always the sandbox's account, on loopback."""


def kind_of(registration: Registration) -> Kind:
    """Return what is known of a type, or say what of the resource is not."""
    known = kinds().get(registration.type)
    if known is None:
        raise SandboxError(f"the sandbox does not know the type {registration.type}")
    if registration.import_id:
        raise SandboxError("found an import; the sandbox starts empty, there is nothing to import")
    unheeded = sorted(registration.inputs.keys() - known.inputs - {"region"})
    unheeded += [f"the option {each}" for each in registration.options.unheeded]
    if unheeded:
        raise SandboxError(f"the sandbox does not know what to do with {', '.join(unheeded)}")
    nameless = sorted((MADE_UP & known.inputs) - registration.inputs.keys())
    if nameless:
        raise SandboxError(f"found no {nameless[0]}; wanted one, because the sandbox makes up none")
    return known


def check_provider(provider: Registration | None) -> None:
    """Refuse a provider with settings that would make other resources than the sandbox does."""
    given = provider.inputs.keys() if provider else set[str]()
    unheeded = sorted(given - HEEDED_OF_PROVIDERS - NOT_ABOUT_WHAT_IS_MADE)
    if provider and unheeded:
        what = ", ".join(unheeded)
        raise SandboxError(f"the sandbox does not know what to do with {what} of the provider {provider.urn}")


def check_lasting(registration: Registration, asked: Properties, before: Properties, region: str) -> None:
    """Refuse a change for which the engine would replace the resource, whatever its type."""
    if not before:
        return
    if before["region"] != region:
        found, wanted = before["region"], region
        raise SandboxError(
            f"it is in {found} and is asked for in {wanted}, for which AWS replaces it; {AGAIN}"
        )
    was = before["inputs"]
    marked = registration.options.replace_on_changes
    changed = [each for each in marked if isinstance(was, dict) and paths.differ(asked, was, each)]
    if changed:
        raise SandboxError(
            f"found a change of {', '.join(changed)}, for which the program wants it replaced; {AGAIN}"
        )


def inputs_of(
    registration: Registration, kind: Kind, provider: Registration | None, before: Properties
) -> Properties:
    """Return the inputs in plain, with default tags, and as they were where changes are ignored."""
    asked = {name: revealed(value) for name, value in registration.inputs.items()}
    if UNKNOWN in json.dumps(asked):
        raise SandboxError("found an unknown value, which nothing will ever make known")
    defaults = _default_tags(provider) if "tags" in kind.inputs else {}
    if defaults:
        own = asked.get("tags")
        asked["tags"] = {**defaults, **(own if isinstance(own, dict) else {})}
    was = before.get("inputs")
    if isinstance(was, dict):
        for path in registration.options.ignore_changes:
            asked = paths.restored(asked, was, path)
    return asked


def _default_tags(provider: Registration | None) -> Properties:
    given = revealed(provider.inputs.get("defaultTags")) if provider else None
    block: Json = json.loads(given) if isinstance(given, str) else given
    tags = block.get("tags") if isinstance(block, dict) else None
    return tags if isinstance(tags, dict) else {}
