"""Holds the account's root to what a resource's own policy denies, or a key's does not allow, as AWS does.

ministack lets root do everything, so that a bucket that refuses plain HTTP would not refuse root's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.emulator.world import World

FREE = frozenset({"s3:DeleteBucketPolicy", "s3:GetBucketPolicy", "s3:PutBucketPolicy"})
"""What root may do whatever a bucket's policy says, so that nobody is locked out for good."""


def install(world: World) -> None:
    """Judge root's requests once more, by the resource's policy."""
    from ministack.core import iam_evaluator  # noqa: PLC0415 it reads the environment when it is loaded

    account = world.identity.account
    beneath: Callable[..., Any] = iam_evaluator.enforce

    def enforce(  # noqa: PLR0913, PLR0917 ministack calls it so
        access_key_id: str,
        iam_action: str,
        service: str,
        region: str,
        resource_arn: str = "*",
        service_context: Mapping[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 ministack's own
        refused = beneath(access_key_id, iam_action, service, region, resource_arn, service_context)
        if refused is not None or access_key_id != account or iam_action in FREE:
            return refused
        policy = iam_evaluator._resource_policy(service, resource_arn)  # noqa: SLF001 no other way
        if policy is None:
            return None
        root = f"arn:aws:iam::{account}:root"
        keys = {name.lower(): value for name, value in (service_context or {}).items()}
        asked = iam_evaluator.EvalContext(
            root, "Root", account, iam_action, resource_arn, region, service_context=keys
        )
        found = iam_evaluator.combine_resource_policy(
            iam_evaluator.EvalResult("Allow", root), asked, *policy, required=service == "kms"
        )
        found.principal_arn = root
        return None if found.decision == "Allow" else found

    vars(iam_evaluator)["enforce"] = enforce
