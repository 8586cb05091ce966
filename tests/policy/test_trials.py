"""The index of restore testing plans says what asking each of them says."""

from __future__ import annotations

import random
from collections import Counter
from typing import Final

import pytest
from dr_guard.aws.backup.trials import EVERY, Listed, Trial, Trials
from dr_guard.aws.backup.vaults import BACKUPS, Destination
from dr_guard.aws.tokens import PLAN, RESTORE_TESTING_PLAN, VAULT
from dr_guard.graph import may_share_region
from dr_guard.logic import any_of
from dr_guard.references import Match
from dr_guard.resource import Resource
from dr_guard.values import MISSING, UNKNOWN, Known

SEEDS: Final = range(300)
NAMES: Final = ("a", "b", "c", "")
VALUES: Final = ("a", "b", "arn:aws:backup:eu-west-1:1:backup-vault:c", UNKNOWN, MISSING)
REGIONS: Final = ("eu-west-1", "us-east-1", UNKNOWN, MISSING)
FOUND: Final = (None, None, *(Resource(VAULT, urn, urn, {}) for urn in ("u", "v")))


class Game(random.Random):
    """A plan, where it puts backups, and what may try them; the same again for the same seed."""

    def listed(self) -> Listed:
        """Return a list of vaults."""
        names = (*NAMES, EVERY) if self.random() < 0.2 else NAMES
        some = (
            frozenset(self.sample(names, self.choice((0, 1, 1)))),
            frozenset(self.sample("uv", self.choice((0, 1)))),
        )
        return Listed(some[1], some[0], self.random() < 0.1)

    def located(self, token: str) -> Resource:
        """Return a resource of some region."""
        return Resource(token, token, token, {}, provider={"region": self.choice(REGIONS)})

    def trial(self) -> Trial:
        """Return a restore testing plan."""
        return Trial(self.located(RESTORE_TESTING_PLAN), self.listed(), self.listed())

    def destination(self) -> Destination:
        """Return where a plan puts backups."""
        return Destination(1, BACKUPS, {}, self.choice(VALUES), Match(self.choice(FOUND)))


def played(seed: int) -> tuple[Trials, Resource, tuple[Destination, ...]]:
    """Return the game of a seed."""
    game = Game(seed)
    trials = Trials(tuple(game.trial() for _ in range(game.randrange(4))))
    return trials, game.located(PLAN), tuple(game.destination() for _ in range(game.randint(1, 2)))


@pytest.mark.parametrize("seed", SEEDS)
def test_trials_of_a_plan_say_what_each_says_when_asked(seed: int):
    """The index leaves out what restores nothing of a plan, and nothing else."""
    trials, plan, filled = played(seed)
    near = [each for each in trials.tests if may_share_region(each.test.region, plan.region)]
    assert trials.is_near(plan) is bool(near)
    assert any_of(trials.verdicts(plan, filled)) is any_of(each.tries(filled) for each in near)


def test_the_games_have_every_verdict():
    """What is compared above is not all of one kind."""
    found: Counter[tuple[bool, Known]] = Counter()
    for trials, plan, filled in map(played, SEEDS):
        found[trials.is_near(plan), any_of(trials.verdicts(plan, filled))] += 1
    assert found.keys() == {(False, False), (True, False), (True, UNKNOWN), (True, True)}


def test_a_plan_is_tried_by_what_includes_its_vault_alone(monkeypatch: pytest.MonkeyPatch):
    """Of as many restore testing plans as there are backup plans, each backup plan asks its own."""
    number = 20
    none = Listed(frozenset(), frozenset(), is_unclear=False)
    tests = [Resource(RESTORE_TESTING_PLAN, f"t{at}", f"t{at}", {}) for at in range(number)]
    trials = Trials(
        tuple(
            Trial(test, Listed(frozenset(), frozenset({f"vault-{at}"}), is_unclear=False), none)
            for at, test in enumerate(tests)
        )
    )
    asked: list[str] = []
    tries = Trial.tries

    def noted(trial: Trial, filled: tuple[Destination, ...]) -> Known:
        asked.append(trial.test.urn)
        return tries(trial, filled)

    monkeypatch.setattr(Trial, "tries", noted)
    filled = [(Destination(1, BACKUPS, {}, f"vault-{at}", Match()),) for at in range(number)]
    plan = Resource(PLAN, "p", "p", {})
    assert [[*trials.verdicts(plan, each)] for each in filled] == [[True]] * number
    assert asked == [test.urn for test in tests]
