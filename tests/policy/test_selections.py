"""The index of backup selections says what asking each selection says, and asks few."""

from __future__ import annotations

import random
from collections import Counter
from typing import Final

import pytest
from dr_guard.aws.backup import selections
from dr_guard.aws.backup.coverage import Coverage
from dr_guard.aws.backup.selection import covers
from dr_guard.aws.backup.selections import Selections
from dr_guard.aws.backup.services import BACKED_UP
from dr_guard.aws.tokens import BUCKET, CLUSTER, PLAN, SELECTION, TABLE
from dr_guard.graph import Graph
from dr_guard.resource import Resource
from dr_guard.values import UNKNOWN, Known, Plain

SEEDS: Final = range(300)
KINDS: Final = (TABLE, BUCKET, CLUSTER)
REGIONS: Final = ("eu-west-1", "eu-west-1", "us-east-1", UNKNOWN)
NAMES: Final = ("a", "b", "a/b")
ARNS: Final = tuple(f"arn:aws:dynamodb:eu-west-1:1:table/{name}" for name in NAMES)
KEYS: Final = ("backup", "tier")
VALUES: Final = ("daily", "hourly", "")
URNS: Final = tuple(f"t{at}" for at in range(6))
RESOURCES: Final = (*ARNS, *NAMES, "arn:aws:s3:::a", f"{ARNS[0]}:7", UNKNOWN, None, 7.0)
WILDCARDS: Final = ("*", "arn:aws:s3:::*", "arn:aws:dynamodb:*:*:table/a*")
OPERATORS: Final = ("stringEquals", "stringEquals", "stringLikes", "stringNotEquals", "stringNotLikes")


class Game(random.Random):
    """A stack that is made up, and the same again for the same seed."""

    def seldom(self, odd: Plain, usual: Plain) -> Plain:
        """Return the odd value once in ten times."""
        return odd if self.random() < 0.1 else usual

    def some(self, values: tuple[Plain, ...], least: int = 0) -> list[Plain]:
        """Return up to two of these."""
        return self.sample(values, self.randint(least, 2))

    def tags(self) -> Plain:
        """Return what a resource or a provider has for tags."""
        held: Plain = {
            key: self.choice((*VALUES, *VALUES, UNKNOWN, None, 7.0, ["daily"]))
            for key in self.sample(KEYS, 2)[self.randint(0, 2) :]
        }
        return self.seldom(UNKNOWN, self.seldom(None, held))

    def test(self, prefix: str = "") -> Plain:
        """Return a test of a tag; it may lack a key or a value."""
        key = self.choice((*KEYS, *KEYS, *KEYS, UNKNOWN, None))
        value = self.choice((*VALUES, *VALUES, "d*", "d*", UNKNOWN, None))
        return self.seldom(
            UNKNOWN, {"key": f"{prefix}{key}" if isinstance(key, str) else key, "value": value}
        )

    def conditions(self) -> Plain:
        """Return a block of conditions, in one of the two forms that the provider has."""
        block: Plain = {
            self.choice(OPERATORS): [self.test(self.choice(("aws:ResourceTag/", ""))) for _ in range(2)]
            for _ in range(self.randint(1, 2))
        }
        return self.seldom(UNKNOWN, self.seldom(block, [block]))

    def target(self, urn: str) -> Resource:
        """Return a resource that can be backed up."""
        inputs = {
            "name": self.choice((*NAMES, UNKNOWN)),
            "arn": self.choice((*ARNS, None)),
            "tags": self.tags(),
        }
        provider: dict[str, Plain] = {
            "region": self.choice(REGIONS),
            "defaultTags": self.seldom(UNKNOWN, {"tags": self.tags()}),
        }
        return Resource(self.choice(KINDS), urn, urn, inputs, provider=provider)

    def selection(self, urn: str) -> Resource:
        """Return a selection that names, asks for tags, has conditions and excludes, or some of this."""
        inputs: dict[str, Plain] = {"region": self.choice(REGIONS)}
        if self.random() < 0.6:
            named = [*self.some(RESOURCES), *self.choice(((), (), self.some(WILDCARDS)))]
            inputs["resources"] = self.seldom(UNKNOWN, named)
        if self.random() < 0.5:
            inputs["selectionTags"] = self.seldom(UNKNOWN, [self.test() for _ in range(self.randint(1, 2))])
        if self.random() < 0.5:
            inputs["conditions"] = self.conditions()
        if self.random() < 0.3:
            inputs["notResources"] = self.seldom(UNKNOWN, self.some((*RESOURCES, *WILDCARDS)))
        depends = {
            prop: tuple(self.sample((*URNS, "elsewhere"), self.choice((0, 0, 1, 2))))
            for prop in ("resources", "notResources")
        }
        inputs["planId"] = self.choice(("p0", "p1", UNKNOWN))
        depends["planId"] = tuple(self.sample(("p0", "p1"), self.choice((0, 1, 1, 2))))
        return Resource(SELECTION, urn, urn, inputs, property_dependencies=depends)

    def graph(self) -> Graph:
        """Return a stack of all of them, in any order."""
        plans = [Resource(PLAN, urn, urn, {"id": urn, "rules": [{"ruleName": urn}]}) for urn in ("p0", "p1")]
        found = [*plans, *map(self.target, URNS), *(self.selection(f"s{at}") for at in range(6))]
        return Graph(tuple(self.sample(found, len(found))))


def asked_each(graph: Graph, target: Resource) -> list[tuple[Resource, Known]]:
    """Return the selections that cover a resource, and those that may, as each of them says when asked."""
    judged = [(each, covers(graph, each, target)) for each in graph.of_type((SELECTION,))]
    return [(each, verdict) for each, verdict in judged if verdict is not False]


@pytest.mark.parametrize("seed", SEEDS)
def test_selections_over_a_resource_are_those_that_are_found_by_asking_each(seed: int):
    """The index leaves nothing out, and keeps the order."""
    graph = Game(seed).graph()
    for target in graph.of_type(KINDS):
        assert [*Selections(graph).over(target)] == asked_each(graph, target)


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_over_a_resource_are_those_of_every_plan_of_every_such_selection(seed: int):
    """A selection's plan is found as if each plan were asked."""
    graph = Game(seed).graph()
    coverage = Coverage(graph)
    for target in graph.of_type(KINDS):
        expected = [
            plan
            for selection, _ in asked_each(graph, target)
            for plan in graph.of_type((PLAN,))
            if graph.points_to(selection, "planId", plan) is not False
        ]
        assert [rule.plan for rule in coverage.rules(target)] == expected


def test_the_games_have_every_verdict_and_every_way_to_it():
    """What is compared above is not all of one kind."""
    found: Counter[tuple[str, Known]] = Counter()
    for seed in SEEDS:
        graph = Game(seed).graph()
        for selection in graph.of_type((SELECTION,)):
            ways = [prop for prop in ("resources", "selectionTags", "conditions") if prop in selection.inputs]
            way = ways[0] if len(ways) == 1 else "several"
            found.update((way, covers(graph, selection, each)) for each in graph.of_type(KINDS))
    ways = ("resources", "selectionTags", "conditions", "several")
    assert {(way, verdict) for way in ways for verdict in (True, False, UNKNOWN)} <= found.keys()


def own(at: int) -> dict[str, dict[str, Plain]]:
    """Return, in every way to select one resource alone, the inputs of its selection."""
    test: Plain = {"key": "backup", "value": f"plan-{at}"}
    condition: Plain = {"key": "aws:ResourceTag/backup", "value": f"plan-{at}"}
    return {
        "by name": {"resources": [f"arn:aws:dynamodb:eu-west-1:1:table/table-{at}"]},
        "by dependency": {"resources": [UNKNOWN]},
        "by tag": {"selectionTags": [test]},
        "by condition": {"resources": ["*"], "conditions": [{"stringEquals": [condition]}]},
    }


@pytest.mark.parametrize("way", own(0))
def test_a_selection_of_one_resource_is_asked_about_no_other(way: str, monkeypatch: pytest.MonkeyPatch):
    """Of so many selections and as many resources, each pair that belongs together is asked about, once."""
    number = 20
    tables = [
        Resource(TABLE, f"t{at}", f"t{at}", {"name": f"table-{at}", "tags": {"backup": f"plan-{at}"}})
        for at in range(number)
    ]
    depends = {"resources": ("t{}",)} if way == "by dependency" else {}
    chosen = [
        Resource(
            SELECTION,
            f"s{at}",
            f"s{at}",
            own(at)[way],
            property_dependencies={
                prop: tuple(urn.format(at) for urn in urns) for prop, urns in depends.items()
            },
        )
        for at in range(number)
    ]
    asked: list[tuple[str, str]] = []

    def noted(graph: Graph, selection: Resource, target: Resource) -> Known:
        asked.append((selection.urn, target.urn))
        return covers(graph, selection, target)

    monkeypatch.setattr(selections, "covers", noted)
    graph = Graph((*tables, *chosen))
    found = [graph.once(Selections).cover(table) for table in tables]
    assert asked == [(f"s{at}", f"t{at}") for at in range(number)]
    assert found == [True] * number


def test_every_type_in_the_games_can_be_backed_up():
    """A selection is asked about no other."""
    assert set(KINDS) <= BACKED_UP.keys()
