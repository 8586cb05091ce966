"""Runs a Pulumi program as the engine would, and records what it asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pulumi.runtime
from pulumi.runtime.mocks import MockEngine, MockSettings
from pulumi.runtime.settings import SETTINGS
from pulumi.runtime.stack import run_in_stack

from sandbox.cloud import Cloud, Nowhere
from sandbox.monitor import RecordingMonitor, Rewrite
from sandbox.outputs import Outputs
from sandbox.project import Project
from sandbox.registration import Recording, Registration


def unchanged(registration: Registration, _: Registration | None) -> Registration:
    """Leave a resource as it was asked for."""
    return registration


def record(
    program: Callable[[], object],
    project: Project,
    rewrite: Rewrite = unchanged,
    cloud: Cloud | None = None,
) -> Recording:
    """Run ``program`` as the engine would and return what it asked for.

    ``rewrite`` may give each resource other inputs, which is what the program gets to see of it; ``cloud``
    makes it real, by default nothing does, as at a preview. Whatever the program raises is raised again,
    after all that it started has ended, with a note of the functions that it called without an answer.
    """
    cloud = cloud or Nowhere()
    monitor = RecordingMonitor(project, rewrite, cloud)
    pulumi.runtime.reset_options(project=project.name, stack=project.stack, preview=cloud.dry_run)
    pulumi.runtime.configure(
        MockSettings(
            monitor=monitor,
            engine=MockEngine(None),
            project=project.name,
            stack=project.stack,
            organization=project.organization,
            dry_run=cloud.dry_run,
            callbacks=None,
        )
    )
    # The SDK declares it as what makes it, not as what it is.
    SETTINGS.outputs = Outputs()  # pyrefly: ignore[bad-assignment, method-assign]
    pulumi.runtime.set_all_config(project.config, list(project.secret_keys))
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(run_in_stack(lambda: _ignore(program())))
    except Exception as error:
        for lookup in monitor.recording().lookups:
            if not lookup.answered:
                error.add_note(f"{lookup.token} has no answer offline; give it one by --answers")
        raise
    finally:
        loop.close()
        asyncio.set_event_loop(None)
    return monitor.recording()


def _ignore(_: object) -> None:
    """Drop what a program returns: only what it registers counts."""
