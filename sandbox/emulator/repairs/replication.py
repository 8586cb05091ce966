"""Replicas of tables and of objects: ministack writes them at once, whatever a fault says of their region."""

from __future__ import annotations

from sandbox.emulator.replication.lines import Lines
from sandbox.emulator.replication.objects import Objects
from sandbox.emulator.replication.tables import Tables
from sandbox.emulator.tables.store import replace
from sandbox.emulator.world import World


def install(world: World) -> None:
    """Let replicas be as far behind as the faults that are on say."""
    from ministack.services import s3  # noqa: PLC0415 it reads the environment when it is loaded

    tables, objects = Tables(Lines(world, "dynamodb")), Objects(Lines(world, "s3"), vars(s3))
    replace("_replicate_write", tables.replicating)
    s3_functions = vars(s3)
    s3_functions["_maybe_replicate"] = objects.replicating(s3_functions["_maybe_replicate"])
    s3_functions["_maybe_replicate_delete_marker"] = objects.replicating_markers(
        s3_functions["_maybe_replicate_delete_marker"]
    )
    for lines in (tables.lines, objects.lines):
        world.clock.each_tick(lines.tick)
