"""A parser takes what is wanted and says precisely what it was given instead."""

from __future__ import annotations

import ipaddress

import pytest

from stack.parsing import (
    UnwantedError,
    boolean,
    cidr,
    half_steps,
    list_of,
    mapping_of,
    one_of,
    text,
    whole_number,
)

BLOCK = cidr(range(16, 29))
PAIR = mapping_of({"a": whole_number(range(10)), "b": whole_number(range(10))}, complete=True)


@pytest.mark.parametrize(
    ("parse", "raw", "value"),
    [
        (text(r"[a-z]+"), "abc", "abc"),
        (one_of("x.y", "z"), "x.y", "x.y"),
        (boolean, "true", True),
        (boolean, "false", False),
        (whole_number(range(1, 36)), "35", 35),
        (whole_number(frozenset({7, 365})), "365", 365),
        (half_steps(0.5, 256), "0.5", 0.5),
        (half_steps(0.5, 256), "2", 2.0),
        (half_steps(0.5, 256), "256.0", 256.0),
        (BLOCK, "10.0.0.0/16", ipaddress.IPv4Network("10.0.0.0/16")),
        (list_of(text(r"\w+")), "[]", ()),
        (list_of(text(r"\w+")), '["a", "b"]', ("a", "b")),
        (list_of(whole_number(range(10))), "[1, 2]", (1, 2)),
        (list_of(boolean), "[true]", (True,)),
        (PAIR, '{"a": 1, "b": 2}', {"a": 1, "b": 2}),
        (mapping_of({"a": boolean}, complete=False), "{}", {}),
    ],
)
def test_what_is_wanted_is_taken(parse, raw, value):
    assert parse(raw) == value


@pytest.mark.parametrize(
    ("parse", "raw", "found", "at"),
    [
        (text(r"[a-z]+"), "aBc", "'aBc'", ""),
        (text(r"[a-z]+"), "abc\n", "'abc\\n'", ""),
        (one_of("x.y", "z"), "xzy", "'xzy'", ""),
        (boolean, "True", "'True'", ""),
        (boolean, "1", "'1'", ""),
        (whole_number(range(1, 36)), "0", "0", ""),
        (whole_number(range(1, 36)), "36", "36", ""),
        (whole_number(range(1, 36)), "-1", "-1", ""),
        (whole_number(range(1, 36)), "1.5", "1.5", ""),
        (whole_number(range(1, 36)), "five", "'five'", ""),
        (whole_number(range(10**12)), "9999999999", "9999999999", ""),
        (half_steps(0.5, 256), "0", "0", ""),
        (half_steps(0.5, 256), "0.25", "0.25", ""),
        (half_steps(0.5, 256), "256.5", "256.5", ""),
        (half_steps(0.5, 256), "-1", "-1", ""),
        (half_steps(0.5, 256), "1e2", "'1e2'", ""),
        (BLOCK, "10.0.0.0/15", "'10.0.0.0/15'", ""),
        (BLOCK, "10.0.0.0/29", "'10.0.0.0/29'", ""),
        (BLOCK, "10.0.0.1/16", "'10.0.0.1/16'", ""),
        (BLOCK, "10.0.0.0", "'10.0.0.0'", ""),
        (BLOCK, "fd00::/16", "'fd00::/16'", ""),
        (list_of(boolean), "true", "true", ""),
        (list_of(boolean), "[true", "'[true'", ""),
        (list_of(boolean, 2), "[true]", "[true]", ""),
        (list_of(boolean), "[true, true]", "[true, true]", ""),
        (list_of(boolean), "[true, 1]", "'1'", "[1]"),
        (list_of(list_of(boolean)), "[[1]]", "'1'", "[0][0]"),
        (PAIR, "[]", "[]", ""),
        (PAIR, '{"a": 1}', "nothing", ".b"),
        (PAIR, '{"a": 1, "b": 2, "c": "x"}', '"x"', ".c"),
        (PAIR, '{"a": 1, "b": 12}', "12", ".b"),
        (PAIR, '{"a": true, "b": 1}', "'true'", ".a"),
    ],
)
def test_what_is_not_wanted_is_refused_with_its_place(parse, raw, found, at):
    with pytest.raises(UnwantedError) as refused:
        parse(raw)
    assert (refused.value.found, refused.value.at) == (found, at)
