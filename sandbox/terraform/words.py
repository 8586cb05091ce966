"""How Pulumi's bridge turns Terraform's words into its own, and back."""

from __future__ import annotations

import re

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
FOREIGN = re.compile(r"[^A-Za-z0-9_-]")


def snake(name: str) -> str:
    """Return ``kmsKeyArn`` as ``kms_key_arn``."""
    return HUMP.sub("_", name).lower()


def by_rule(token: str) -> tuple[str, str]:
    """Return what Terraform may call a type: with its module, and without.

    ``aws:s3/bucket:Bucket`` gives ``aws_s3_bucket`` and ``aws_bucket``.
    """
    package, module, name = token.split(":")
    module = snake(module.partition("/")[0])
    return f"{package}_{module}_{snake(name)}", f"{package}_{snake(name)}"


def identifier(name: str) -> str:
    """Return a name as Terraform's addresses can hold it."""
    found = FOREIGN.sub("_", name)
    return found if found[:1].isalpha() or found[:1] == "_" else f"_{found}"
