"""What a body must say."""

import hashlib

import pytest

from stack.functions.payload import InvalidError
from stack.functions.submission import Submission, submitted

NAMES = "1 to 128 of A-Z a-z 0-9 . _ -"
GOOD = {"id": "order-1", "document": {"b": 1, "a": "é"}}


def test_a_submission_is_made_of_id_and_canonical_document():
    assert submitted(GOOD, None) == Submission("order-1", "order-1", b'{"a":"\\u00e9","b":1}')


def test_an_idempotency_key_stands_in_for_the_id():
    assert submitted(GOOD, "key-1").key == "key-1"
    assert submitted(GOOD, "key-1").record_id == "order-1"


def test_the_checksum_is_the_documents_sha256():
    made = submitted(GOOD, None)
    assert made.checksum == hashlib.sha256(made.document).hexdigest()


def test_an_empty_document_is_a_document():
    assert submitted({"id": "a", "document": {}}, None).document == b"{}"


@pytest.mark.parametrize("name", ["a", "Z9._-", "..", "a" * 128])
def test_a_name_is_1_to_128_characters_of_its_alphabet(name):
    assert submitted({**GOOD, "id": name}, None).record_id == name


@pytest.mark.parametrize("name", ["", "a" * 129, "a b", "a/b", "é", "a\n", "health#canary", "\ud800"])
def test_any_other_name_is_refused_without_quoting_it(name):
    with pytest.raises(InvalidError) as caught:
        submitted({**GOOD, "id": name}, None)
    assert str(caught.value) == f"id has {len(name)} characters, not {NAMES}"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ([], "an array"),
        ("{}", "a string"),
        (1, "a number"),
        (1.5, "a number"),
        (True, "a boolean"),
        (None, "null"),
    ],
)
def test_a_body_or_document_that_is_no_object_is_refused(value, kind):
    with pytest.raises(InvalidError) as caught:
        submitted(value, None)
    assert str(caught.value) == f"the body is {kind}; it must be an object with id and document"
    with pytest.raises(InvalidError) as caught:
        submitted({**GOOD, "document": value}, None)
    assert str(caught.value) == f"document is {kind}; it must be an object"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"document": {}}, "id is missing; the body must have id and document"),
        ({"id": "a"}, "document is missing; the body must have id and document"),
        ({**GOOD, "more": 1}, "the body has 3 fields; it must have only id and document"),
        ({**GOOD, "id": 1}, f"id is a number; it must be a string of {NAMES}"),
        ({**GOOD, "id": {}}, f"id is an object; it must be a string of {NAMES}"),
        ({**GOOD, "id": None}, f"id is null; it must be a string of {NAMES}"),
    ],
)
def test_a_field_that_is_not_as_wanted_is_named(body, message):
    with pytest.raises(InvalidError) as caught:
        submitted(body, None)
    assert str(caught.value) == message


@pytest.mark.parametrize("key", ["", "a b", "a" * 129, "key-1, key-2"])
def test_an_idempotency_key_has_the_same_alphabet(key):
    with pytest.raises(InvalidError) as caught:
        submitted(GOOD, key)
    assert str(caught.value) == f"the Idempotency-Key header has {len(key)} characters, not {NAMES}"


def test_half_a_surrogate_pair_in_a_document_is_kept_as_it_was_escaped():
    assert submitted({"id": "a", "document": {"a": "\ud800"}}, None).document == b'{"a":"\\ud800"}'
