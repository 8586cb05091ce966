"""What is known of a resource and of the joins between two."""

from __future__ import annotations

import random

import pytest
from dr_guard.aws.tokens import (
    BUCKET,
    BUCKET_V2,
)
from dr_guard.graph import Graph, may_share_region
from dr_guard.logic import all_of, any_of, negated
from dr_guard.resource import Resource
from dr_guard.values import MISSING, UNKNOWN, Known, Plain, lookup


def resource(
    kind: str, urn: str, depends: dict[str, tuple[str, ...]] | None = None, **inputs: Plain
) -> Resource:
    """Return a resource."""
    return Resource(kind, urn, urn, inputs, property_dependencies=depends or {})


@pytest.mark.parametrize(
    ("inputs", "provider", "region"),
    [
        ({"region": "eu-west-1"}, {"region": "us-east-1"}, "eu-west-1"),
        ({}, {"region": "us-east-1"}, "us-east-1"),
        ({}, {}, MISSING),
        ({"region": UNKNOWN}, {"region": "us-east-1"}, UNKNOWN),
    ],
)
def test_region_is_the_resources_own_or_its_providers(inputs, provider, region: Plain):
    """A resource may name a region that is not its provider's."""
    assert Resource("t", "n", "u", inputs, provider=provider).region == region


@pytest.mark.parametrize(
    ("value", "depends", "verdict"),
    [
        (MISSING, ("one",), False),
        ("first", (), True),
        ("arn:aws:s3:::first", (), True),
        ("https://queues.test/1/first", (), True),
        ("second", (), False),
        (UNKNOWN, ("one",), True),
        (UNKNOWN, ("one", "two"), UNKNOWN),
        (UNKNOWN, ("two",), False),
        (UNKNOWN, (), UNKNOWN),
        (UNKNOWN, ("elsewhere",), UNKNOWN),
        ("first-logs", ("one",), False),
        ("arn:aws:first:1", ("one",), True),
        ("arn:aws:first-logs:1", (), False),
        ("xfirst", (), False),
        ("arn:aws:s3:::xfirst", (), False),
        ("https://queues.test/1/xfirst", (), False),
        ("first", ("two",), False),
        ("second", ("one",), False),
        ("first", ("one", "two"), True),
        ("second", ("one", "two"), False),
        ("first", ("elsewhere",), True),
        (UNKNOWN, ("two", "elsewhere"), False),
    ],
)
def test_join(value: Plain, depends: tuple[str, ...], verdict: Known):
    """What the input does not depend on is out; then a name that is known decides, which may be derived."""
    one, two = (
        resource("bucket", "one", bucket="first", arn="arn:aws:first"),
        resource("bucket", "two", bucket="second"),
    )
    source = resource("satellite", "source", {"bucket": depends}, bucket=value)
    assert Graph((one, two, source)).points_to(source, "bucket", one) is verdict


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b", 1.0),
        ("l.1.x", "second"),
        ("l.2.x", MISSING),
        ("l.x", MISSING),
        ("n", MISSING),
        ("n.x", MISSING),
        ("u", UNKNOWN),
        ("u.x.y", UNKNOWN),
        ("zero", 0.0),
        ("off", False),
        ("empty", ""),
    ],
)
def test_lookup(path: str, value: Plain):
    """Absent, zero, false, empty and unknown stay apart."""
    held: Plain = {
        "a": {"b": 1.0},
        "l": [{"x": "first"}, {"x": "second"}],
        "n": None,
        "u": UNKNOWN,
        "zero": 0.0,
        "off": False,
        "empty": "",
    }
    assert lookup(held, path) == value
    assert type(lookup(held, path)) is type(value)


def test_logic_of_what_may_not_be_known():
    """An unknown matters only where it could still turn the result."""
    assert [any_of(v) for v in ([], [False], [False, UNKNOWN], [UNKNOWN, True])] == [
        False,
        False,
        UNKNOWN,
        True,
    ]
    assert [all_of(v) for v in ([], [True], [True, UNKNOWN], [UNKNOWN, False])] == [
        True,
        True,
        UNKNOWN,
        False,
    ]
    assert [negated(v) for v in (True, False, UNKNOWN)] == [False, True, UNKNOWN]


def test_join_to_a_resource_of_which_no_name_is_known():
    """Then what the program says it depends on decides."""
    one = resource("bucket", "one", bucket=UNKNOWN)
    source = resource("satellite", "source", {"bucket": ("one",)}, bucket="first")
    stranger = resource("satellite", "stranger", bucket="first")
    graph = Graph((one, source, stranger))
    assert graph.points_to(source, "bucket", one) is True
    assert graph.points_to(stranger, "bucket", one) is False


def test_join_to_one_of_two_of_which_no_name_is_known():
    """The program depends on both, and a name that is known says nothing of either."""
    one, two = resource("bucket", "one"), resource("bucket", "two")
    source = resource("satellite", "source", {"bucket": ("one", "two")}, bucket="first")
    assert Graph((one, two, source)).points_to(source, "bucket", one) is UNKNOWN


@pytest.mark.parametrize(
    ("value", "here", "there", "verdict"),
    [
        ("first", "eu-west-1", "eu-west-1", True),
        ("first", "eu-west-1", "us-west-2", False),
        ("first", "eu-west-1", UNKNOWN, True),
        ("first", MISSING, "us-west-2", True),
        ("arn:aws:sqs:us-west-2:1:first", "eu-west-1", "us-west-2", True),
        ("arn:aws:sqs:eu-west-1:1:first", "us-west-2", "us-west-2", False),
        ("arn:aws:s3:::first", "eu-west-1", "us-west-2", False),
    ],
)
def test_join_by_name_stays_in_a_region(value: str, here: Plain, there: Plain, verdict: Known):
    """Two regions may hold two resources of one name; an ARN names its own."""
    one = resource("queue", "one", name="first", region=there)
    source = resource("satellite", "source", queue=value, region=here)
    assert Graph((one, source)).points_to(source, "queue", one) is verdict


def test_join_by_name_to_what_is_depended_on_crosses_regions():
    """What the program names by its own output is that resource, wherever it is."""
    one = resource("queue", "one", name="first", region="us-west-2")
    source = resource("satellite", "source", {"queue": ("one",)}, queue="first", region="eu-west-1")
    assert Graph((one, source)).points_to(source, "queue", one) is True


@pytest.mark.parametrize(
    ("members", "depends", "verdict"),
    [
        ([UNKNOWN, UNKNOWN], ("one", "two"), True),
        ([UNKNOWN, "arn:aws:known", UNKNOWN], ("one", "two"), True),
        ([{"a": [{"b": UNKNOWN}]}, {"a": UNKNOWN}, {"a": ["b"]}], ("one", "two"), True),
        ([UNKNOWN, UNKNOWN, UNKNOWN], ("one", "two", "elsewhere"), True),
        ([UNKNOWN, UNKNOWN], ("one", "two", "elsewhere"), UNKNOWN),
        ([UNKNOWN], ("one", "two"), UNKNOWN),
        ([UNKNOWN, UNKNOWN, UNKNOWN], ("one", "two"), UNKNOWN),
        ([UNKNOWN, UNKNOWN], ("two", "elsewhere"), False),
        ([UNKNOWN, UNKNOWN], (), UNKNOWN),
        (UNKNOWN, ("one", "two"), UNKNOWN),
    ],
)
def test_join_of_a_list(members: Plain, depends: tuple[str, ...], verdict: Known):
    """As many unknown members as dependencies are one for each of them."""
    one, two = resource("bucket", "one"), resource("bucket", "two")
    source = resource("satellite", "source", {"buckets": depends}, buckets=members)
    assert Graph((one, two, source)).refers(source, "buckets", UNKNOWN, one) is verdict


NAMES = (
    "first",
    "second",
    "arn:aws:s3:::first",
    "arn:aws:s3:::a/first",
    "arn:aws:x:us-east-1:1:second:3",
    "/a/b",
)
VALUES: tuple[Plain, ...] = (
    *NAMES,
    "arn:aws:s3:::first:7",
    "https://queues.test/1/second",
    "first/",
    "x/a/b",
    MISSING,
    UNKNOWN,
    7.0,
    ["first"],
)


TARGETS = (BUCKET, BUCKET_V2, "table")


def random_graph(seed: int) -> Graph:
    """Return a graph of targets and of satellites that refer to them in every way there is."""
    choice = random.Random(seed)  # noqa: S311 # a game, not a key
    targets = [
        resource(choice.choice(TARGETS), f"t{at}", name=choice.choice((*NAMES, UNKNOWN))) for at in range(6)
    ]
    satellites = [
        resource(
            choice.choice(("one", "other")),
            f"s{at}",
            {"ref": tuple(choice.sample(("t0", "t1", "t2", "elsewhere"), choice.randrange(3)))},
            ref=choice.choice(VALUES),
            region=choice.choice(("us-east-1", "eu-west-1", UNKNOWN)),
        )
        for at in range(12)
    ]
    return Graph((*targets, *satellites))


@pytest.mark.parametrize("seed", range(200))
def test_satellites_are_those_that_are_found_by_asking_each(seed: int):
    """The index leaves nothing out and keeps the order."""
    graph = random_graph(seed)
    for target in graph.of_type(TARGETS):
        asked = [
            (each, graph.points_to(each, "ref", target))
            for each in graph.of_type(("other", "one"))
            if may_share_region(each.region, target.region)
        ]
        found = graph.satellites(target, ("other", "one"), "ref")
        assert [*found.joined] == [each for each, verdict in asked if verdict is True]
        assert [*found.doubtful] == [each for each, verdict in asked if verdict is UNKNOWN]
