"""What refers to what, as the ``configuration`` of a plan says it: by the arguments that hold a reference.

Pulumi tells on which resources an input depends, not where in it. In an input with blocks a reference is put
where something is unknown, and of several such places where the words fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.registration import Json


@dataclass(frozen=True)
class Target:
    """A resource that is referred to: its address in the plan, and the names by which it is known."""

    address: str
    names: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """The words of its type: ``aws_security_group`` gives security and group."""
        return frozenset(self.address.partition(".")[0].split("_")[1:])


def ranked(name: str, targets: Iterable[Target]) -> tuple[Target, ...]:
    """Order targets, told in any order: what the argument is called after first, then by address."""
    words = _singular(name.split("_"))
    return tuple(sorted(targets, key=lambda each: (not _singular(each.words) <= words, each.address)))


def _singular(words: Iterable[str]) -> set[str]:
    return {word.rstrip("s") for word in words}


def expression(name: str, known: Json, unknown: Json, targets: tuple[Target, ...]) -> Json:
    """Return the expression of one argument that depends on ``targets``; ``None`` where nothing refers."""
    if not targets:
        return None
    inside = _blocks(known, unknown)
    if inside is None:
        return _references(name, targets)
    blocks = [_block(*each, targets) for each in inside]
    return [*blocks] if any(blocks) else None


def complete(name: str, known: Json, said: Json, targets: tuple[Target, ...]) -> Json:
    """Add to an argument's expression the targets that nothing in it shows the place of.

    They are put where something is known, which stays as it is; without such a place, in the place of all.
    """
    shown = set(_addresses(said))
    missing = tuple(each for each in targets if each.address not in shown)
    if not missing:
        return said
    inside = _blocks(known, unknown=False) or []
    blocks = said if isinstance(said, list) else [{} for _ in inside]
    for (block, _), expressions in zip(inside, blocks, strict=True):
        free = next((each for each in sorted(block) if isinstance(block[each], bool | float | str)), None)
        if free is not None and isinstance(expressions, dict) and free not in expressions:
            expressions[free] = _references(free, missing)
            return blocks
    return _references(name, targets)


def _addresses(said: Json) -> Iterator[str]:
    """Yield all that an expression refers to."""
    if isinstance(said, str):
        yield said
    for each in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from _addresses(each)


def _blocks(known: Json, unknown: Json) -> list[tuple[dict[str, Json], dict[str, Json]]] | None:
    """Return the blocks in a value, each with where it is unknown; ``None`` where it has none."""
    if not isinstance(known, list) or not any(isinstance(each, dict) for each in known):
        return None
    parts = unknown if isinstance(unknown, list) else [False] * len(known)
    return [
        (each, part if isinstance(part, dict) else {})
        for each, part in zip(known, parts, strict=True)
        if isinstance(each, dict)
    ]


def _block(known: dict[str, Json], unknown: dict[str, Json], targets: tuple[Target, ...]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name in sorted({*known, *unknown}):
        meant = _meant(name, known.get(name), unknown.get(name), targets, alone=len(unknown) == 1)
        said = expression(name, known.get(name), unknown.get(name), meant)
        if said is not None:
            found[name] = said
    return found


def _meant(
    name: str, known: Json, unknown: Json, targets: tuple[Target, ...], *, alone: bool
) -> tuple[Target, ...]:
    """Return what one argument of a block refers to, of all that the block does."""
    if not unknown:
        return tuple(each for each in targets if _mentions(known, each.names))
    words = _singular(name.split("_"))
    fitting = tuple(each for each in targets if _singular(each.words) <= words)
    return targets if alone or not fitting else fitting


def _mentions(value: Json, names: frozenset[str]) -> bool:
    if isinstance(value, dict):
        return any(_mentions(each, names) for each in value.values())
    if isinstance(value, list):
        return any(_mentions(each, names) for each in value)
    return isinstance(value, str) and any(name in value for name in names)


def _references(name: str, targets: tuple[Target, ...]) -> Json:
    attribute = "arn" if name.endswith(("arn", "arns", "policy", "document")) else "id"
    return {
        "references": [part for each in targets for part in (f"{each.address}.{attribute}", each.address)]
    }
