"""Secrets among properties: told to AWS in plain, and marked again in all that comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.registration import SECRET, SIGNATURE, Json, Properties

HIDDEN = "[secret]"
SHORTEST = 3


def revealed(value: Json) -> Json:
    """Return a value with every secret in it in plain."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET:
            return revealed(value["value"])
        return {key: revealed(each) for key, each in value.items()}
    return [revealed(each) for each in value] if isinstance(value, list) else value


def is_secret(value: Json) -> bool:
    """Whether there is a secret anywhere in a value."""
    if isinstance(value, dict):
        return value.get(SIGNATURE) == SECRET or any(is_secret(each) for each in value.values())
    return isinstance(value, list) and any(is_secret(each) for each in value)


def secret_texts(value: Json, *, within: bool = False) -> Iterator[str]:
    """Yield the texts that are secret in a value."""
    if isinstance(value, dict):
        within = within or value.get(SIGNATURE) == SECRET
        for name, each in value.items():
            if name != SIGNATURE:
                yield from secret_texts(each, within=within)
    elif isinstance(value, list):
        for each in value:
            yield from secret_texts(each, within=within)
    elif within and isinstance(value, str):
        yield value


def censored(text: str, secrets: Iterable[str]) -> str:
    """Return a text without the secrets in it; as in the engine, those of one or two letters stay."""
    for each in sorted(secrets, key=len, reverse=True):
        if len(each) >= SHORTEST:
            text = text.replace(each, HIDDEN)
    return text


def hidden(outputs: Properties, names: frozenset[str]) -> Properties:
    """Return outputs with those of ``names`` marked as secret."""
    return {
        name: {SIGNATURE: SECRET, "value": revealed(value)} if name in names else value
        for name, value in outputs.items()
    }
