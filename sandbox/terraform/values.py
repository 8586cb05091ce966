"""A resource's inputs as Terraform plans them: what is known, what is not, and what has no sure name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.assets import ARCHIVE, ASSET
from sandbox.registration import OUTPUT, REFERENCE, SECRET, SIGNATURE, UNKNOWN, Json, Properties
from sandbox.secrecy import HIDDEN, is_secret
from sandbox.terraform.facts import Facts

ASSETS = (ASSET, ARCHIVE)
# What engines write for what is not known, by the form that it will have.
UNKNOWNS = frozenset(
    {
        UNKNOWN,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)


@dataclass(frozen=True)
class Planned:
    """A value: what is ``known`` of it, and where it is ``unknown``, in the form that a plan has for each."""

    known: Json
    unknown: Json = False


NOTHING = Planned(None, unknown=True)


@dataclass
class Values:
    """All of a resource: by Terraform's names; ``wire`` gives the input that each came from.

    ``unsure`` are the paths of inputs whose name is the rule's guess, ``secret`` the names that hold secrets.
    """

    known: Properties = field(default_factory=dict)
    unknown: Properties = field(default_factory=dict)
    wire: dict[str, str] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)


def values(facts: Facts, token: str, inputs: Properties) -> Values:
    """Return a resource's inputs as a plan has them; secrets are redacted."""
    found = Values()
    mapping = _Mapping(facts, token, found.unsure)
    for wire, value in inputs.items():
        if value is None or wire.startswith("__"):
            continue
        name, planned = mapping.input(wire, value)
        found.wire[name] = wire
        if is_secret(value):
            found.secret.append(name)
        if planned.known is not None:
            found.known[name] = planned.known
        if planned.unknown:
            found.unknown[name] = planned.unknown
    return found


@dataclass(frozen=True)
class _Mapping:
    facts: Facts
    token: str
    unsure: list[str]

    def input(self, path: str, value: Json) -> tuple[str, Planned]:
        word = self.facts.word(self.token, path)
        if not word.sure and path not in self.unsure:
            self.unsure.append(path)
        return word.name, self._formed(word.form, path, value)

    def _formed(self, form: str, path: str, value: Json) -> Planned:
        value, hidden = _revealed(value)
        if form == "json" and isinstance(value, dict):
            return _document(value, hidden=hidden)
        if isinstance(value, dict) and SIGNATURE not in value:
            if form == "map":
                return _anything(value, hidden=hidden)
            inside = self._object(path, value, hidden=hidden)
            return inside if form == "object" else _listed([inside])
        planned = self._plain(path, value, hidden=hidden)
        if form == "list" and not isinstance(value, list):
            return _listed([planned])
        return planned

    def _plain(self, path: str, value: Json, *, hidden: bool) -> Planned:
        if isinstance(value, list):
            return _listed([self._element(path, one, hidden=hidden) for one in value])
        return _leaf(value, hidden=hidden)

    def _element(self, path: str, value: Json, *, hidden: bool) -> Planned:
        value, secret = _revealed(value)
        if isinstance(value, dict) and SIGNATURE not in value:
            return self._object(path, value, hidden=hidden or secret)
        return self._plain(path, value, hidden=hidden or secret)

    def _object(self, path: str, value: Properties, *, hidden: bool) -> Planned:
        return _keyed(
            self.input(f"{path}.{wire}", _kept(one, hidden=hidden))
            for wire, one in value.items()
            if one is not None and not wire.startswith("__")
        )


def _kept(value: Json, *, hidden: bool) -> Json:
    """Keep secret what stands in something that is."""
    return {SIGNATURE: SECRET, "value": value} if hidden else value


def _revealed(value: Json) -> tuple[Json, bool]:
    """Return what is in a secret or an output, and whether it is secret."""
    secret = False
    while isinstance(value, dict) and value.get(SIGNATURE) in {SECRET, OUTPUT}:
        secret = secret or value.get(SIGNATURE) == SECRET or bool(value.get("secret"))
        if isinstance(value.get("plaintext"), str):
            value = json.loads(str(value["plaintext"]))
        elif "value" in value:
            value = value["value"]
        else:
            value = HIDDEN if "ciphertext" in value else UNKNOWN
    return value, secret


def _leaf(value: Json, *, hidden: bool) -> Planned:
    if isinstance(value, dict):
        return _special(value)
    if isinstance(value, str) and value in UNKNOWNS:
        return NOTHING
    if not isinstance(value, bool | int) and isinstance(value, float) and value.is_integer():
        value = int(value)
    return Planned(HIDDEN if hidden and isinstance(value, str) else value)


def _special(value: Properties) -> Planned:
    """Return a file's path, a text that stands for a file, or the id of a resource."""
    if value[SIGNATURE] in ASSETS:
        found = next((value[key] for key in ("path", "uri", "text") if value.get(key)), "[archive]")
        return _leaf(found, hidden=False)
    if value[SIGNATURE] == REFERENCE and value.get("id"):
        return _leaf(value["id"], hidden=False)
    return NOTHING


def _document(value: Properties, *, hidden: bool) -> Planned:
    """Return a document's text; known of it is all or nothing."""
    whole = _anything(value, hidden=hidden)
    return NOTHING if whole.unknown else Planned(json.dumps(whole.known))


def _anything(value: Json, *, hidden: bool) -> Planned:
    """Return what is in a map, whose keys are nobody's to rename."""
    value, secret = _revealed(value)
    hidden = hidden or secret
    if isinstance(value, list):
        return _listed([_anything(one, hidden=hidden) for one in value])
    if isinstance(value, dict) and SIGNATURE not in value:
        return _keyed((key, _anything(one, hidden=hidden)) for key, one in value.items())
    return _leaf(value, hidden=hidden)


def _listed(each: list[Planned]) -> Planned:
    unknown: Json = [one.unknown for one in each]
    return Planned([one.known for one in each], unknown if any(one.unknown for one in each) else False)


def _keyed(each: Iterable[tuple[str, Planned]]) -> Planned:
    known: Properties = {}
    unknown: Properties = {}
    for name, planned in each:
        if planned.known is not None:
            known[name] = planned.known
        if planned.unknown:
            unknown[name] = planned.unknown
    return Planned(known, unknown or False)
