"""A pack is asked about properties as the engine tells it of them."""

from sandbox.assets import ASSET
from sandbox.questions import Subject, of_resource, of_stack_member
from sandbox.registration import REFERENCE, SIGNATURE, UNKNOWN, Json, Properties, Registration
from sandbox.structs import plain

BUCKET: Json = {SIGNATURE: REFERENCE, "urn": "urn:bucket", "id": UNKNOWN}
PROPERTIES: Properties = {
    "resource": BUCKET,
    "deep": [{"component": {SIGNATURE: REFERENCE, "urn": "urn:component"}, "__defaults": []}],
    "__internal": {},
}


def asked(question, **options):
    registration = Registration("urn:a", "shop:index:A", "a", custom=True, parent="", inputs={})
    return plain(question(Subject(registration, PROPERTIES, None), **options).properties)


def test_policy_is_told_of_resources_by_id_of_components_by_urn_and_of_nothing_internal():
    expected = {"resource": UNKNOWN, "deep": [{"component": "urn:component"}]}
    assert asked(of_resource) == expected
    assert asked(of_stack_member) == expected


def test_text_of_an_empty_asset_is_left_out():
    """The engine does so, and a pack that reads the resource fails."""
    code: Json = {SIGNATURE: ASSET, "text": ""}
    registration = Registration("urn:a", "shop:index:A", "a", custom=True, parent="", inputs={})
    question = of_resource(Subject(registration, {"code": code}, None))
    assert plain(question.properties) == {"code": {SIGNATURE: ASSET}}


def test_remedy_is_told_what_is_internal_too():
    """What it answers becomes the inputs, which the provider needs whole."""
    assert asked(of_resource, is_for_remedy=True) == {
        "resource": UNKNOWN,
        "deep": [{"component": "urn:component", "__defaults": []}],
        "__internal": {},
    }
