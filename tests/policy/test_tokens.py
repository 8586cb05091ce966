"""The type tokens that the pack names, against the provider that defines them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pulumi_aws
import pytest
from dr_guard.aws import tokens

SOURCES = Path(pulumi_aws.__file__).parent
TAGGABLE = Path(tokens.__file__).with_name("taggable.txt")
TOKENS = {name: value for name, value in vars(tokens).items() if name.isupper() and isinstance(value, str)}
TOKEN = re.compile(r'^@pulumi\.type_token\("(aws:[^"]+)"\)', re.MULTILINE)
TAGS = "    def tags(self) -> pulumi.Input[Optional[Mapping["


@cache
def provider() -> dict[str, str]:
    """Return the source of every resource class of the provider, by type token."""
    sources = (source.read_text("utf-8") for source in SOURCES.glob("*/*.py"))
    return {token.group(1): source for source in sources if (token := TOKEN.search(source))}


def taggable() -> list[str]:
    """Return every type whose inputs, rather than its state, hold a mapping of tags."""
    return sorted(token for token, source in provider().items() if TAGS in source.partition("\nclass _")[0])


@pytest.mark.parametrize("name", sorted(TOKENS))
def test_token_is_a_type_of_the_provider(name: str):
    """A token with a typing error would make a control pass over every resource."""
    assert TOKENS[name] in provider()


def test_tokens_are_read_as_the_provider_registers_them():
    """What the sources say is what the classes carry."""
    assert getattr(pulumi_aws.dynamodb.Table, "pulumi_type") == tokens.TABLE  # noqa: B009 # a decorator sets it


def test_taggable_types_are_those_of_the_provider():
    """A new version of the provider brings new types that take tags."""
    assert TAGGABLE.read_text("utf-8").split() == taggable(), (
        "regenerate it: PYTHONPATH=.:policy_pack .venv/bin/python -m tests.policy.test_tokens"
    )


if __name__ == "__main__":
    TAGGABLE.write_text("\n".join(taggable()) + "\n", "utf-8")
