"""Makes ``facts.json``: where Terraform calls or forms a type or an input otherwise than the rule says.

``python -m sandbox.terraform.derive WHEEL`` holds the installed ``pulumi_aws`` against what the wheel
of ``cdktf-cdktf-provider-aws`` says of Terraform's AWS provider, and prints the facts. Nothing of this runs
when a program is mapped.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from sandbox.terraform import naming, provider, sdk
from sandbox.terraform.words import by_rule, snake

SAME = 0.5
PLURALS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ices", "ex"),
    ("eses", "esis"),
    ("s", ""),
)


@dataclass(frozen=True)
class Pair:
    """An input of a type and the argument that it is, if any; ``path`` is Pulumi's."""

    token: str
    path: str
    given: sdk.Input
    name: str
    argument: provider.Argument | None


def pairs(ours: sdk.Sdk, theirs: provider.Provider, types: dict[str, str]) -> Iterator[Pair]:
    """Yield every input, at any depth, beside its argument."""
    for token, resource in types.items():
        package = ours.tokens[token][0]
        yield from _within(
            ours, theirs, Place(token, package), ours.inputs(token), theirs.arguments(resource)
        )


@dataclass(frozen=True)
class Place:
    """Where in a type: ``above`` are the structs around it."""

    token: str
    package: str
    path: str = ""
    above: tuple[str, ...] = ()


def _within(
    ours: sdk.Sdk,
    theirs: provider.Provider,
    place: Place,
    inputs: sdk.Inputs,
    arguments: dict[str, provider.Argument],
) -> Iterator[Pair]:
    names = _named(place.token, inputs, arguments)
    for wire, given in inputs.items():
        name = names.get(wire, "")
        argument = arguments.get(name)
        path = f"{place.path}.{wire}".lstrip(".")
        yield Pair(place.token, path, given, name, argument)
        nested = ours.classes.get((place.package, given.of), {})
        if nested and argument and argument.of and argument.of not in place.above:
            inner = Place(place.token, place.package, path, (*place.above, argument.of))
            yield from _within(ours, theirs, inner, nested, theirs.structs[argument.of])


def _named(token: str, inputs: sdk.Inputs, arguments: dict[str, provider.Argument]) -> dict[str, str]:
    """Return the argument's name for each input: the same, its singular, else the one that is left over."""
    bare = {name.replace("_", ""): name for name in arguments}
    found: dict[str, str] = {}
    for wire, given in inputs.items():
        stated = naming.ARGUMENTS.get(token, {}).get(wire, snake(wire))
        plural = given.kind in {"objects", "list"}
        for name in (stated, *(_singulars(stated) if plural else ())):
            if name.replace("_", "") in bare:
                found[wire] = bare[name.replace("_", "")]
                break
        if wire in naming.ARGUMENTS.get(token, {}):
            found.setdefault(wire, stated)
    left = set(arguments) - set(found.values())
    for wire, given in inputs.items():
        if wire not in found:
            close = sorted(
                ((_alike(wire, each, given, arguments[each]), each) for each in left), reverse=True
            )
            if close and close[0][0] > SAME:
                found[wire] = close[0][1]
                left.discard(close[0][1])
    return found


def _singulars(name: str) -> Iterator[str]:
    for plural, singular in PLURALS:
        if name.endswith(plural):
            yield name.removesuffix(plural) + singular


def _alike(wire: str, name: str, given: sdk.Input, argument: provider.Argument) -> float:
    """Say how likely two are the same, from 0 to 1: by their words, where their forms could be the same."""
    forms = {"objects": "objects", "object": "object", "map": "map"}
    if forms.get(given.kind) != forms.get(argument.kind):
        return 0.0
    mine, other = set(snake(wire).split("_")), set(name.split("_"))
    return len(mine & other) / len(mine | other)


def form(pair: Pair) -> str:
    """Return how Terraform holds it: as ``block``, ``object``, ``map``, ``list``, ``json``, or as it is."""
    if pair.given.kind == "map":
        return "map"
    if pair.given.kind == "object":
        if pair.argument is None:
            return "block"
        if pair.argument.kind == "scalar":
            return "json"
        single = pair.argument.kind == "object" and (not pair.argument.block or pair.name == "timeouts")
        return "object" if single else "block"
    flattened = pair.given.kind == "scalar" and pair.argument is not None and pair.argument.kind == "list"
    return "list" if flattened else ""


@dataclass(frozen=True)
class Words:
    """What holds for a word wherever it stands: its name, and its form where it holds objects."""

    names: dict[str, str]
    forms: dict[str, str]


def words(found: list[Pair]) -> Words:
    """Return for each word what most types have; forms that are no blocks alone."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for each in found:
        if each.argument:
            names[_word(each)][each.name] += 1
        if each.given.kind in {"map", "object"}:
            forms[_word(each)][form(each)] += 1
    usual = {word: seen.most_common(1)[0][0] for word, seen in names.items()}
    shapes = {word: seen.most_common(1)[0][0] for word, seen in forms.items()}
    return Words(
        {word: name for word, name in sorted(usual.items()) if name != snake(word)},
        {word: shape for word, shape in sorted(shapes.items()) if shape != "block"},
    )


def exceptions(found: list[Pair], usual: Words) -> dict[str, dict[str, str]]:
    """Return ``name:form`` by type and path where a word is not what it is elsewhere.

    Either may be empty, for what it is elsewhere; ``?`` is the name of what Terraform's description lacks.
    """
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for each in found:
        word = _word(each)
        name = each.name or "?"
        name = "" if name == usual.names.get(word, snake(word)) else name
        holds = each.given.kind in {"map", "object"}
        shape = form(each)
        shape = "" if shape == (usual.forms.get(word, "block") if holds else "") else shape
        if name or shape:
            said[each.token][each.path] = f"{name}:{shape}" if shape else name
    return {token: dict(sorted(said[token].items())) for token in sorted(said)}


def facts(ours: sdk.Sdk, theirs: provider.Provider) -> dict[str, object]:
    """Return the whole table."""
    types = naming.matched(ours.tokens, theirs.resources)
    found = list(pairs(ours, theirs, types))
    usual = words(found)
    known: dict[str, list[str]] = defaultdict(list)
    for token in sorted(types):
        module, _, name = token.split(":")[1].partition("/")
        known[module].append(name)
    return {
        "pulumi-aws": version("pulumi-aws"),
        "terraform-provider-aws": theirs.version,
        "known": {module: " ".join(names) for module, names in known.items()},
        "types": {token: found for token, found in sorted(types.items()) if found != by_rule(token)[0]},
        "names": usual.names,
        "forms": usual.forms,
        "exceptions": exceptions(found, usual),
    }


def _word(pair: Pair) -> str:
    return pair.path.rpartition(".")[2]


def main(wheel: str) -> None:
    """Print the table."""
    package = find_spec("pulumi_aws")
    if package is None or package.origin is None:
        raise SystemExit("error: pulumi_aws is not installed; wanted the version that programs use")
    table = facts(sdk.read(Path(package.origin).parent), provider.read(Path(wheel)))
    json.dump(table, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
