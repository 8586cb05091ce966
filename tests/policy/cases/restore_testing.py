"""Whether restore testing plans try what a backup plan keeps."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case, fails, passes

TESTED: Final = "restore-testing-planned"

ARN: Final = "arn:aws:backup:eu-west-1:111122223333:backup-vault"
LEFT_OUT: Final = "no restore testing plan includes a vault that it fills; wanted: one that does"
UNCLEAR: Final = (
    "whether a restore testing plan includes a vault that it fills cannot be known at preview; "
    "wanted: one that does"
)
VAULT: Final = Planned("aws:backup/vault:Vault", {"name": "main"}, "vault")
OTHER: Final = Planned("aws:backup/vault:Vault", {"name": "other"}, "other")
SELECTION: Final = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
RESTORED: Final = Planned(SELECTION, {"restoreTestingPlanName": "test"}, "restored")


def plan(target: object = "main", *depends: str, copy: object = None) -> Planned:
    """Return a plan that fills a vault, and copies to another."""
    copies = [] if copy is None else [{"destinationVaultArn": copy}]
    rules = [{"targetVaultName": target, "copyActions": copies}]
    return Planned("aws:backup/plan:Plan", {"rules": rules}, depends={"rules": depends})


def trial(included: object, *depends: str, name: str = "test", **more: object) -> Planned:
    """Return a plan that tries restores from these vaults."""
    inputs = {"name": name, "recoveryPointSelection": {"includeVaults": included, **more}}
    token = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
    return Planned(token, inputs, name, depends={"recoveryPointSelection": depends})


def tried(label: str, *stack: Planned) -> Case:
    """Return a case in which backups are tried."""
    return passes(TESTED, label, *stack, VAULT, OTHER, RESTORED)


def untried(label: str, *stack: Planned, says: str = LEFT_OUT) -> Case:
    """Return a case in which they are not."""
    return fails(TESTED, label, *stack, VAULT, OTHER, RESTORED, says=says)


CASES: Final = (
    tried("every vault", plan(), trial(["*"])),
    tried("every vault, whatever it fills", plan(UNKNOWN), trial(["*"])),
    tried("its vault by ARN", plan(), trial([f"{ARN}:main"])),
    tried("its vault, not known yet", plan(UNKNOWN, "vault"), trial([UNKNOWN], "vault")),
    tried("its vault beside others", plan(), trial([f"{ARN}:other", f"{ARN}:main"])),
    tried("a vault of another program, by name", plan("Default"), trial([f"{ARN}:Default"])),
    tried("a vault that takes copies", plan(copy=f"{ARN}:other"), trial([f"{ARN}:other"])),
    tried(
        "its vault in another test",
        plan(),
        trial([f"{ARN}:other"]),
        trial(["*"], name="second"),
        Planned(SELECTION, {"restoreTestingPlanName": "second"}, "restored-second"),
    ),
    tried("all but others", plan(), trial(["*"], excludeVaults=[f"{ARN}:other"])),
    untried("missing vaults", plan(), trial(None)),
    untried("no vault", plan(), trial([])),
    untried("another vault", plan(), trial([f"{ARN}:other"])),
    untried("another vault, not known yet", plan(UNKNOWN, "vault"), trial([UNKNOWN], "other")),
    untried("all but its vault", plan(), trial(["*"], excludeVaults=[f"{ARN}:main"])),
    untried("none after all", plan(), trial([f"{ARN}:main"], excludeVaults=["*"])),
    untried("unknown vaults", plan(), trial(UNKNOWN), says=UNCLEAR),
    untried("an unknown vault", plan(), trial([f"{ARN}:other", UNKNOWN]), says=UNCLEAR),
    untried("one of two vaults", plan(), trial(UNKNOWN, "vault", "other"), says=UNCLEAR),
    untried("unknown what it fills", plan(UNKNOWN), trial([f"{ARN}:main"]), says=UNCLEAR),
    untried("unknown exclusions", plan(), trial(["*"], excludeVaults=UNKNOWN), says=UNCLEAR),
)
