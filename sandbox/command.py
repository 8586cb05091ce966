"""``python -m sandbox preview``: from the command line's options to what is printed.

The worker starts before anything that only shows its results is loaded.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from contextlib import suppress
from pathlib import Path

from sandbox import pack, project
from sandbox.errors import FAILED, SandboxError, failed
from sandbox.job import Job
from sandbox.preview import Preview
from sandbox.watch import Rerun
from sandbox.worker import Worker

DEFAULT_PACK = "policy_pack"


def run(options: argparse.Namespace) -> int:
    """Preview once and return the exit status."""
    with Worker(load(options)) as worker:
        return _shown(worker, options).status


def watch(options: argparse.Namespace) -> int:
    """Preview again and again, until interrupted; return the last preview's exit status."""
    last: Preview | None = None
    code = FAILED
    with Rerun(lambda: load(options), options.cwd.resolve()) as rerun, suppress(KeyboardInterrupt):
        while True:
            started = time.perf_counter()
            try:
                with rerun.worker() as worker:
                    last = _shown(worker, options, last)
                code = last.status
                rerun.warm_up(last.imported)
            except SandboxError as error:
                code = failed(error, as_json=options.json)
            print(f"-- {time.perf_counter() - started:.2f} s; waiting for a change", file=sys.stderr)
            rerun.wait()
    return code


def load(options: argparse.Namespace) -> Job:
    """Read the project and the packs that the options name. Raises ``SandboxError``."""
    root = options.cwd.resolve()
    folders: list[Path] = options.policy_pack or [root / DEFAULT_PACK] * (root / DEFAULT_PACK).is_dir()
    configs: list[Path] = options.policy_pack_config or []
    if len(configs) > len(folders):
        raise SandboxError(
            f"found {len(configs)} policy pack configurations for {len(folders)} packs; wanted one each"
        )
    packs = tuple(pack.load(*each) for each in itertools.zip_longest(folders, configs))
    return Job(project.load(root, options.stack, options.answers), packs, options.pack_timeout)


def _shown(worker: Worker, options: argparse.Namespace, last: Preview | None = None) -> Preview:
    from sandbox import screen  # noqa: PLC0415 the worker is at work by now
    from sandbox.document import document  # noqa: PLC0415 the same

    with screen.progress() as progress:
        preview = worker.result(progress, options.timeout)
    reports: list[tuple[str, Path | None]] = options.report or []
    for name, file in reports:
        _write(name, file, preview)
    if options.json:
        print(json.dumps(document(preview), indent=None if options.watch else 2), flush=True)
    elif all(file for _, file in reports):
        screen.show(preview, last)
    return preview


def _write(name: str, file: Path | None, preview: Preview) -> None:
    from sandbox.reports import FORMATS  # noqa: PLC0415 most previews need none

    text = FORMATS[name](preview)
    if file is None:
        print(text, end="", flush=True)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SandboxError(f"the report {file} cannot be written: {error.strerror}") from error
