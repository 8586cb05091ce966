"""Recovery of tables.

ministack restores what a table holds now, whatever time is asked for, keeps no window, and leaves no backup
of a table that is deleted.
"""

from __future__ import annotations

from sandbox.emulator.requests.answers import answering
from sandbox.emulator.requests.operations import take_over
from sandbox.emulator.tables.backups import Backups
from sandbox.emulator.tables.histories import Histories
from sandbox.emulator.tables.recovery import Recovery
from sandbox.emulator.world import World


def install(world: World) -> None:
    """Keep the history of tables, and restore from it."""
    histories = Histories(world.clock)
    histories.watch()
    recovery, backups = Recovery(histories, world.identity.account), Backups(histories)
    restoring = {name: answering(act) for name, act in recovery.operations().items()}
    take_over("dynamodb", {**restoring, **backups.operations()})
    world.clock.each_tick(backups.expire)
