"""Runs a Pulumi program as the engine's preview would, and records what it asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pulumi.runtime
from pulumi.runtime.mocks import MockEngine, MockSettings
from pulumi.runtime.stack import run_in_stack

from sandbox.monitor import RecordingMonitor
from sandbox.project import Project
from sandbox.registration import Recording


def record(program: Callable[[], object], project: Project) -> Recording:
    """Run ``program`` as the engine's preview would and return what it asked for.

    Whatever the program raises is raised again, after all that it started has ended.
    """
    monitor = RecordingMonitor(project)
    pulumi.runtime.reset_options(project=project.name, stack=project.stack, preview=True)
    pulumi.runtime.configure(
        MockSettings(
            monitor=monitor,
            engine=MockEngine(None),
            project=project.name,
            stack=project.stack,
            organization=project.organization,
            dry_run=True,
            callbacks=None,
        )
    )
    pulumi.runtime.set_all_config(project.config, list(project.secret_keys))
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(run_in_stack(lambda: _ignore(program())))
    finally:
        loop.close()
        asyncio.set_event_loop(None)
    return monitor.recording()


def _ignore(_: object) -> None:
    """Drop what a program returns: only what it registers counts."""
