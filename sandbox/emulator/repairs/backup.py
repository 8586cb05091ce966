"""AWS Backup: what ministack answers with nothing, or not at all, or as done without having done it."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.emulator.backup import roles
from sandbox.emulator.backup.copies import Copies
from sandbox.emulator.backup.jobs import Jobs
from sandbox.emulator.backup.journals import Journals
from sandbox.emulator.backup.news import News
from sandbox.emulator.backup.plans import Plans
from sandbox.emulator.backup.points import Points
from sandbox.emulator.backup.requests import backup_operations
from sandbox.emulator.backup.restores import Restores
from sandbox.emulator.backup.runner import Runner
from sandbox.emulator.backup.sources import Sources
from sandbox.emulator.backup.tags import Tags
from sandbox.emulator.backup.testing import Testing
from sandbox.emulator.backup.trials import Trials
from sandbox.emulator.backup.vaults import Vaults
from sandbox.emulator.requests.answers import Act
from sandbox.emulator.requests.operations import take_over
from sandbox.emulator.world import World


def install(world: World) -> None:
    """Answer for AWS Backup in ministack's place, and run its jobs and plans by time."""
    from ministack.services import s3  # noqa: PLC0415 it reads the environment when it is loaded

    roles.publish()
    vaults, runner = Vaults(world.clock), Runner(world)
    testing = Testing(world.clock, world.identity.account)
    news = News(vaults, runner, world.identity.account)
    points = Points(vaults, testing.tags)
    journals = Journals(world.clock, vars(s3))
    journals.watch()
    sources = Sources(journals, world.faults)
    jobs, copies = Jobs(world.clock, points, sources, news), Copies(world.clock, points, news)
    restores, plans = Restores(world.clock, points, sources, news), Plans(world, jobs, copies)
    acts: Mapping[str, Act] = {
        **vaults.operations(),
        **testing.operations(),
        **points.operations(),
        **jobs.operations(),
        **copies.operations(),
        **restores.operations(),
    }
    take_over("backup", {**backup_operations(acts), **Tags(testing.tags).operations()})
    trials = Trials(testing, points, restores)
    for act in (runner.tick, plans.tick, trials.tick, points.expire):
        world.clock.each_tick(act)
