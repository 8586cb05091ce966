"""The forms of a report's document: their schemas, and that the first one is still read."""

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from runbooks.reports.document import FORMS, SCHEMAS, DocumentError, document, schema, seal, verify
from tests.rehearsed import ENDS, PASSED

RULES = {path.name: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}


def objects(schema):
    """Yield each part of a schema that is about an object."""
    if isinstance(schema, dict):
        if "properties" in schema and "type" in schema:
            yield schema
        for each in schema.values():
            yield from objects(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from objects(each)


def test_a_schema_is_one_and_allows_nothing_that_it_does_not_name():
    assert {f"form-{form}.json" for form in FORMS} < {*RULES}
    for rules in RULES.values():
        Draft202012Validator.check_schema(rules)
    found = [each for rules in RULES.values() for each in objects(rules)]
    assert len(found) > 25
    assert [each for each in found if each["additionalProperties"] is not False] == []
    assert [each for each in found if each["required"] != [*each["properties"]]] == []


def older(kept):
    """Return a document as it was in form 1."""
    first: Any = copy.deepcopy(kept) | {"form": 1}
    del first["alarm_states"], first["timeline"]["declared"]
    for name in ("last_good_write", "last_recovered_write"):
        (first["losses"] or {name: None}).pop(name)
    return seal(first)


@pytest.mark.parametrize("end", ENDS)
def test_a_document_of_the_first_form_is_still_read(end):
    first = older(document(ENDS[end]))
    verify(first)
    with pytest.raises(DocumentError, match=r"^digest: "):
        verify({**first, "threat": "None."})


def test_a_document_is_held_to_the_form_that_it_says():
    kept = document(PASSED)
    with pytest.raises(DocumentError, match=r"'alarm_states' was unexpected"):
        verify(seal({**kept, "form": 1}))
    with pytest.raises(DocumentError, match=r"^\$: 'alarm_states' is a required property$"):
        verify(seal({**older(kept), "form": 2}))


@pytest.mark.parametrize("form", FORMS)
def test_a_schema_in_one_piece_leaves_nothing_open(form):
    whole = schema(form)
    Draft202012Validator.check_schema(whole)
    assert "$ref" not in json.dumps(whole)
    moment = whole["properties"]["timeline"]["properties"]["detected"]
    assert (moment["anyOf"][0]["type"], moment["description"][:4]) == ("string", "When")
