"""Times the offline preview of this project's stack, part by part.

A cold run starts with nothing loaded; a warm one, as under ``preview --watch``, has the libraries loaded and
its pack started. What only the cold program pays is importing. With ``--beside`` another command is timed in
turn with the cold run, and the ratio is of one session on one machine; single seconds say little elsewhere.
"""

import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from sandbox import pack, project
from sandbox.job import Job
from sandbox.pack_process import PackProcess
from sandbox.watch import Rerun
from sandbox.worker import Worker

ROOT = Path(__file__).parents[2]
PARTS = ("sdk", "program", "pack", "analysis")
PREVIEW = (sys.executable, "-m", "sandbox", "preview", "--json")


def job() -> Job:
    """This project's stack and pack."""
    return Job(project.load(ROOT, "dev"), (pack.load(ROOT / "policy_pack"),))


def silent(*_: object) -> None:
    """Report no progress."""


def timed(command: tuple[str, ...]) -> float:
    """Return the seconds that a command takes as a whole process."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def cold_parts() -> dict[str, float]:
    """Return the parts of a preview in a worker that has nothing loaded."""
    with Worker(job()) as worker:
        return worker.result(silent, 300).seconds


def warm_parts(runs: int) -> list[dict[str, float]]:
    """Return the parts of previews in workers that have the libraries loaded, and the ``whole``."""
    found = []
    with Rerun(job, ROOT) as rerun:
        with rerun.worker() as worker:
            rerun.warm_up(worker.result(silent, 300).imported)
        for _ in range(runs):
            with rerun.worker() as worker:
                time.sleep(1.5)
                started = time.perf_counter()
                seconds = worker.result(silent, 300).seconds
            found.append({**seconds, "sdk": 0.0, "whole": time.perf_counter() - started})
    return found


def pack_start() -> float:
    """Return the seconds from the start of the pack's process until it serves."""
    started = time.perf_counter()
    with PackProcess(job().packs[0], job().project, 60) as process:
        process.port()
        return time.perf_counter() - started


def median(rows: list[dict[str, float]], part: str) -> float:
    """Return the median of one part."""
    return statistics.median(each[part] for each in rows)


def report(console: Console, runs: int, beside: str) -> None:
    """Time, and print a table; ``beside`` is a command to time in turn with the cold preview, or nothing."""
    command = shlex.split(beside)
    # Cold runs come first: the warm ones load the libraries into this process, from which workers are forked.
    cold = [cold_parts() for _ in range(runs)]
    pairs = [(timed(PREVIEW), timed(tuple(command)) if command else 0.0) for _ in range(runs)]
    starts = [pack_start() for _ in range(runs)]
    warm = warm_parts(runs)

    table = Table("part", "cold, s", "warm, s", title=f"Offline preview, median of {runs} runs")
    imports = median(cold, "sdk") + median(cold, "program") - median(warm, "program")
    table.add_row("imports", f"{imports:.2f}", "-")
    table.add_row(
        "program, without imports", f"{median(warm, 'program'):.2f}", f"{median(warm, 'program'):.2f}"
    )
    table.add_row("pack start, waited for", f"{median(cold, 'pack'):.2f}", f"{median(warm, 'pack'):.2f}")
    table.add_row("analysis", f"{median(cold, 'analysis'):.2f}", f"{median(warm, 'analysis'):.2f}")
    whole = statistics.median(ours for ours, _ in pairs)
    table.add_row("whole command", f"{whole:.2f}", f"{median(warm, 'whole'):.2f}")
    console.print(table)
    console.print(f"The pack starts in {statistics.median(starts):.2f} s, beside the imports.")
    if beside:
        theirs = statistics.median(other for _, other in pairs)
        console.print(f"{beside}: {theirs:.2f} s; ours takes {whole / theirs:.2f} of that.")
