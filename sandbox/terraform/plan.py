"""Resources of a Pulumi program as a Terraform plan, in the form of ``terraform show -json``.

https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.registration import PROVIDER_PREFIX, Json, Properties, Registration
from sandbox.secrecy import HIDDEN, is_secret
from sandbox.terraform import facts
from sandbox.terraform.defaults import fill
from sandbox.terraform.references import Target, complete, expression, ranked
from sandbox.terraform.values import UNKNOWNS, Values, values
from sandbox.terraform.words import identifier, snake

PACKAGE = "aws:"
PROVIDER_TYPE = f"{PROVIDER_PREFIX}aws"
SOURCE = "registry.terraform.io/hashicorp/aws"
NAMING = ("name", "bucket", "identifier", "clusterIdentifier")


@dataclass(frozen=True)
class Resource:
    """A resource in the plan."""

    registration: Registration
    address: str
    values: Values

    @property
    def type(self) -> str:
        """Terraform's type."""
        return self.address.partition(".")[0]

    @property
    def name(self) -> str:
        """Terraform's name."""
        return self.address.partition(".")[2]


@dataclass(frozen=True)
class Plan:
    """A plan, and all that could not be mapped for sure: URNs, and paths of inputs by URN."""

    resources: tuple[Resource, ...]
    providers: tuple[Registration, ...] = ()
    left_out: tuple[str, ...] = ()
    unsure_types: tuple[str, ...] = ()
    unsure_inputs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def hidden(self) -> dict[str, tuple[str, ...]]:
        """The names of what is secret, and redacted in the plan, by URN."""
        found = {each.registration.urn: tuple(each.values.secret) for each in self.resources}
        found |= {
            each.urn: tuple(snake(name) for name, value in each.inputs.items() if is_secret(value))
            for each in self.providers
        }
        return {urn: names for urn, names in found.items() if names}

    @property
    def urns(self) -> dict[str, str]:
        """The URN by address."""
        return {each.address: each.registration.urn for each in self.resources}


def plan(registrations: Iterable[Registration]) -> Plan:
    """Map what AWS would hold, in the order of URNs; what is no resource of AWS, or only read, is named.

    Programs register in an order that changes from run to run.
    """
    table = facts.load()
    everything = sorted(registrations, key=lambda each: each.urn)
    custom = [each for each in everything if each.custom and not each.is_provider]
    ours = [each for each in custom if _is_ours(each)]
    taken: Counter[str] = Counter()
    resources = []
    for each in ours:
        kind = table.type(each.type)
        wanted = f"{kind}.{identifier(each.name)}"
        taken[wanted] += 1
        address = wanted if taken[wanted] == 1 else f"{wanted}__{taken[wanted]}"
        resources.append(Resource(each, address, fill(kind, values(table, each.type, each.inputs))))
    return Plan(
        tuple(resources),
        tuple(each for each in everything if each.type == PROVIDER_TYPE),
        tuple(each.urn for each in custom if not _is_ours(each)),
        tuple(each.urn for each in ours if not table.knows(each.type)),
        {each.registration.urn: tuple(each.values.unsure) for each in resources if each.values.unsure},
    )


def _is_ours(registration: Registration) -> bool:
    return registration.type.startswith(PACKAGE) and not registration.read


def document(planned: Plan) -> dict[str, Json]:
    """Return the plan as JSON.

    Its key ``pulumi``, which Terraform has not, says what is what, and what is unsure.
    """
    targets = {each.registration.urn: _target(each) for each in planned.resources}
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": [_planned(each) for each in planned.resources]}},
        "resource_changes": [_change(each) for each in planned.resources],
        "configuration": {
            "provider_config": _providers(planned.providers),
            "root_module": {"resources": [_configured(each, targets) for each in planned.resources]},
        },
        "pulumi": {
            "urns": {**planned.urns},
            "left_out": [*planned.left_out],
            "unsure_types": [*planned.unsure_types],
            "unsure_inputs": {urn: [*paths] for urn, paths in planned.unsure_inputs.items()},
            "hidden": {urn: [*names] for urn, names in planned.hidden.items()},
        },
    }


def _target(resource: Resource) -> Target:
    inputs = resource.registration.inputs
    named = (inputs.get(each) for each in NAMING)
    return Target(
        resource.address, frozenset(each for each in named if isinstance(each, str) and each not in UNKNOWNS)
    )


def _head(resource: Resource) -> dict[str, Json]:
    return {
        "address": resource.address,
        "mode": "managed",
        "type": resource.type,
        "name": resource.name,
    }


def _planned(resource: Resource) -> Json:
    return {**_head(resource), "provider_name": SOURCE, "schema_version": 0, "values": resource.values.known}


def _change(resource: Resource) -> Json:
    change: Json = {
        "actions": ["create"],
        "before": None,
        "after": resource.values.known,
        "after_unknown": {"id": True, **resource.values.unknown},
        "before_sensitive": False,
        "after_sensitive": dict.fromkeys(resource.values.secret, True),
    }
    return {**_head(resource), "provider_name": SOURCE, "change": change}


def _configured(resource: Resource, targets: dict[str, Target]) -> Json:
    found, depends = resource.values, resource.registration.property_dependencies
    expressions: dict[str, Json] = {}
    for name, wire in found.wire.items():
        on = ranked(name, (targets[urn] for urn in depends.get(wire, ()) if urn in targets))
        known = found.known.get(name)
        said = complete(name, known, expression(name, known, found.unknown.get(name), on), on)
        if said is not None:
            expressions[name] = said
    return {**_head(resource), "provider_config_key": "aws", "expressions": expressions, "schema_version": 0}


def _providers(registrations: tuple[Registration, ...]) -> Json:
    found: dict[str, Json] = {} if registrations else {"aws": {"name": "aws", "full_name": SOURCE}}
    for each in registrations:
        alias = identifier(each.name)
        expressions = _constants(each.inputs)
        found[f"aws.{alias}"] = {
            "name": "aws",
            "full_name": SOURCE,
            "alias": alias,
            "expressions": expressions,
        }
    return found


def _constants(inputs: Properties) -> Json:
    """Return a provider's plain settings; the plugin's version is Pulumi's own."""
    return {
        snake(name): {"constant_value": HIDDEN if is_secret(value) else value}
        for name, value in inputs.items()
        if name != "version" and (is_secret(value) or (isinstance(value, str) and value not in UNKNOWNS))
    }
