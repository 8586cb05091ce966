"""What a provider makes of a policy document that a program writes as a mapping: its text.

Known of it is all or nothing, as in the AWS provider.
"""

from __future__ import annotations

import json
from functools import cache

import pulumi

from sandbox.computed import subclasses
from sandbox.registration import SECRET, SIGNATURE, UNKNOWN, Json, Properties
from sandbox.secrecy import is_secret, revealed


def with_documents(type_token: str, properties: Properties) -> Properties:
    """Return the properties with JSON for every document that is a mapping.

    A document in which anything is unknown is unknown as a whole, and one that holds a secret is secret.
    """
    mappings = [name for name, value in properties.items() if _is_document(value)]
    documents = _documents(type_token).intersection(mappings) if mappings else ()
    return {name: _as_text(value) if name in documents else value for name, value in properties.items()}


def _documents(type_token: str) -> frozenset[str]:
    """Name the inputs that the SDK types as a document or its text, none where this process has no class."""
    try:
        return _documents_of_class(type_token)
    except LookupError:
        return frozenset()


# What is raised is not kept: the class may be loaded later.
@cache
def _documents_of_class(type_token: str) -> frozenset[str]:
    for resource in subclasses(pulumi.CustomResource):
        if getattr(resource, "pulumi_type", None) == type_token:
            initializer = getattr(resource, "_internal_init", None)
            types = getattr(initializer, "__annotations__", {})
            return frozenset(_name(resource, each) for each in types if "PolicyDocument" in str(types[each]))
    raise LookupError(type_token)


def _name(resource: type, attribute: str) -> str:
    """Return what the provider calls an input."""
    getter = getattr(getattr(resource, attribute, None), "fget", None)
    return getattr(getter, "_pulumi_name", attribute)


def _is_document(value: Json) -> bool:
    if not isinstance(value, dict):
        return False
    return value.get(SIGNATURE) == SECRET and _is_document(value["value"]) if SIGNATURE in value else True


def _as_text(value: Json) -> Json:
    text = json.dumps(revealed(value))
    document = UNKNOWN if UNKNOWN in text else text
    return {SIGNATURE: SECRET, "value": document} if is_secret(value) else document
