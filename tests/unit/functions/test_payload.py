"""What may be sent as a body."""

import base64
import json

import pytest

from stack.functions.payload import MAX_BODY_BYTES, MAX_DEPTH, InvalidError, decoded, parsed


def test_text_is_given_as_utf_8():
    assert decoded("é", is_base64=False) == b"\xc3\xa9"


def test_base64_is_given_as_the_bytes_that_were_sent():
    assert decoded("AP8=", is_base64=True) == b"\x00\xff"


@pytest.mark.parametrize("body", ["A", "AP8", "AP 8=", "é"])
def test_what_is_not_base64_is_refused(body):
    with pytest.raises(InvalidError, match=r"^the body is not valid base64, as which it was announced$"):
        decoded(body, is_base64=True)


def test_the_largest_body_is_accepted_counted_in_bytes():
    body = "é" * (MAX_BODY_BYTES // 2)
    assert len(decoded(body, is_base64=False)) == 262144
    assert len(decoded(base64.b64encode(body.encode()).decode(), is_base64=True)) == 262144


@pytest.mark.parametrize("is_base64", [False, True])
def test_one_byte_more_is_refused(is_base64):
    body = "é" * (MAX_BODY_BYTES // 2) + "a"
    sent = base64.b64encode(body.encode()).decode() if is_base64 else body
    with pytest.raises(InvalidError, match=r"^the body has 262145 bytes; at most 262144 are accepted$"):
        decoded(sent, is_base64=is_base64)


def test_json_is_given_as_values():
    raw = b'{"a": [1, 2.5, "\\u00e9", null, true], "b": 1, "b": 12345678901234567890123}'
    assert parsed(raw) == {"a": [1, 2.5, "é", None, True], "b": 12345678901234567890123}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the body is not JSON: Expecting value at character 0"),
        (b'{"a": 1} x', "the body is not JSON: Extra data at character 9"),
        (b'{"secret": secret}', "the body is not JSON: Expecting value at character 11"),
        (b'{"a": "\x01"}', "the body is not JSON: Invalid control character at at character 7"),
        (b'{"a": \xff}', "the body is not UTF-8 at byte 6"),
        (decoded('"\ud800"', is_base64=False), "the body is not UTF-8 at byte 1"),
        (b"[NaN]", "the body holds NaN, which is not JSON"),
        (b"[Infinity]", "the body holds Infinity, which is not JSON"),
        (b"[-Infinity]", "the body holds -Infinity, which is not JSON"),
        (b"[1e999]", "the body holds a number beyond the range of a double"),
        (b"[-1e999]", "the body holds a number beyond the range of a double"),
        (b"1" * 5000, "the body holds an integer of too many digits"),
        (b"[" * MAX_BODY_BYTES, "the body is nested more than 64 deep"),
        (b'{"a":' * 50_000, "the body is nested more than 64 deep"),
    ],
)
def test_what_is_not_json_is_refused_without_quoting_it(raw, message):
    with pytest.raises(InvalidError) as caught:
        parsed(raw)
    assert str(caught.value) == message


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_the_deepest_body_is_accepted_and_one_level_more_refused(opening, closing):
    deepest = opening * (MAX_DEPTH - 1) + b"[]" + closing * (MAX_DEPTH - 1)
    assert json.dumps(parsed(deepest), separators=(",", ":")).encode() == deepest
    with pytest.raises(InvalidError, match=r"^the body is nested more than 64 deep$"):
        parsed(b"[" + deepest + b"]")
