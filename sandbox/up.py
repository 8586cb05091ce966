"""``python -m sandbox up``: previews, starts an emulator where none runs, and deploys into it."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace

from sandbox import screen, session, worker
from sandbox.aws import Aws
from sandbox.command import load
from sandbox.document import document
from sandbox.emulator import process
from sandbox.errors import SandboxError
from sandbox.job import Job, Progress
from sandbox.lookups import DEFAULT_REGION
from sandbox.preview import Preview
from sandbox.registration import Properties
from sandbox.resources.request import whole
from sandbox.secrecy import revealed
from sandbox.tree import resources


@dataclass(frozen=True)
class Deployed:
    """A stack in an emulator: what it exports, secrets in plain, and the run that made it."""

    aws: Aws
    outputs: Properties
    run: Preview


class RefusedError(Exception):
    """The packs let no deployment begin; ``preview`` has their findings."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(f"{len(preview.mandatory)} mandatory violations")
        self.preview = preview


def up(options: argparse.Namespace) -> int:
    """Deploy the stack into its sandbox and return the exit status."""
    job = load(options)
    root = job.project.root
    with session.alone(root, job.project.stack), screen.progress() as progress:
        try:
            previewed = previewed_well(job, progress, options.timeout)
        except RefusedError as refused:
            shown = refused.preview
        else:
            shown = _deployed(job, previewed, progress, options)
    if options.json:
        print(json.dumps(document(shown), indent=2), flush=True)
    else:
        screen.show(shown, None)
    return shown.status


def previewed_well(job: Job, progress: Progress, patience: float) -> Job:
    """Return a job that knows how many resources to expect. Raises ``RefusedError``."""
    preview = worker.run(job, progress, patience)
    if preview.mandatory:
        raise RefusedError(preview)
    return replace(job, expected=len(resources(preview.recording)))


def deploy(job: Job, aws: Aws, progress: Progress, patience: float = 300) -> Deployed:
    """Deploy into an emulator that runs.

    Raises ``SandboxError``, and ``RefusedError`` before anything is made.
    """
    run = worker.run(replace(previewed_well(job, progress, patience), aws=aws), progress, patience)
    return Deployed(aws, exported(run.recording.exports), run)


def exported(exports: Properties) -> Properties:
    """Return what a stack exports as the engine prints it: in plain, whole numbers without a fraction."""
    return {name: whole(revealed(each)) for name, each in exports.items()}


def _deployed(job: Job, previewed: Job, progress: Progress, options: argparse.Namespace) -> Preview:
    root, stack = job.project.root, job.project.stack
    found = session.find(root, stack)
    progress("starting the emulator", 0, 0)
    region = job.project.config.get("aws:region", DEFAULT_REGION)
    if found is not None:
        _check_port(options.port, found.aws)
        return _again(replace(previewed, aws=found.aws), progress, options.timeout)
    started, emulator = session.start(root, stack, region, options.port)
    try:
        run = worker.run(replace(previewed, aws=started.aws), progress, options.timeout)
        process.release(emulator)
    except BaseException:
        session.stop(root, stack)
        raise
    return run


def _again(job: Job, progress: Progress, patience: float) -> Preview:
    """Deploy into what is up already; where that fails, say which faults it may have run into."""
    on = ", ".join(job.aws.control("GET", "faults") if job.aws else ())
    try:
        return worker.run(job, progress, patience)
    except SandboxError as error:
        if not on:
            raise
        raise SandboxError(f"{error}\nThese faults are on: {on}") from error


def _check_port(wanted: int, aws: Aws) -> None:
    if wanted and not aws.endpoint.endswith(f":{wanted}"):
        raise SandboxError(f"found the sandbox up at {aws.endpoint}; for port {wanted} run down, then up")
