"""Times the way to checkov: resources mapped to a Terraform plan, and checkov on that plan."""

import time
from pathlib import Path

from sandbox.checkov.process import run
from sandbox.registration import Registration
from sandbox.terraform import facts
from sandbox.terraform.plan import document, plan

PATIENCE = 3_600


def mapped(registered: tuple[Registration, ...]) -> float:
    """Return the seconds that the mapping takes, its table read anew."""
    facts.load.cache_clear()
    started = time.perf_counter()
    document(plan(registered))
    return time.perf_counter() - started


def timed(program: Path, registered: tuple[Registration, ...]) -> float:
    """Return the seconds that checkov takes; raises ``RuntimeError`` where it checks nothing."""
    planned = document(plan(registered))
    started = time.perf_counter()
    answer = run(program, planned, ("terraform_plan",), PATIENCE)
    seconds = time.perf_counter() - started
    if not answer.said:
        raise RuntimeError("checkov checked nothing")
    return seconds
