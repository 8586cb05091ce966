"""AWS Backup: what ministack answers with nothing, or not at all, or as done without having done it."""

from __future__ import annotations

from sandbox.emulator.backup.requests import backup_operations
from sandbox.emulator.backup.tags import Tags
from sandbox.emulator.backup.testing import Testing
from sandbox.emulator.backup.vaults import Vaults
from sandbox.emulator.operations import take_over
from sandbox.emulator.world import World


def install(world: World) -> None:
    """Answer for AWS Backup in ministack's place."""
    vaults = Vaults(world.clock)
    testing = Testing(world.clock, world.identity.account)
    acts = {**vaults.operations(), **testing.operations()}
    take_over("backup", backup_operations(acts))
    take_over("backup", Tags(testing.tags).operations())
