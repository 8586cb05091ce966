"""The programs that the real engine and the sandbox both preview."""

import json
from dataclasses import dataclass
from pathlib import Path

from sandbox import pack, project
from sandbox.job import Job
from sandbox.worker import run
from tests.engine import tap
from tests.engine.cli import FACTS, copied, engine
from tests.engine.observed import by_engine, offline

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
OURS, WHATEVER = ROOT / "policy_pack", HERE / "pack"
PROGRAMS = ROOT / "tests" / "programs"
SECONDS = 300


@dataclass(frozen=True)
class Case:
    """A stack of a project, held against a pack, with a configuration of it or none."""

    name: str
    root: Path
    stack: str = "dev"
    pack: Path = OURS
    config: str = ""

    @property
    def options(self):
        """How a command is told of the configuration."""
        return ("--policy-pack-config", str(HERE / self.config)) if self.config else ()


OWN = (
    Case("dev", ROOT),
    Case("aurora", ROOT, "aurora"),
    Case("dev, configured", ROOT, config="config.json"),
    Case("aurora, configured", ROOT, "aurora", config="config.json"),
)
FROZEN = (
    Case("corners", HERE / "corners", pack=WHATEVER),
    Case("corners, configured", HERE / "corners", pack=WHATEVER, config="limits.json"),
    Case("two regions", PROGRAMS / "two_regions", pack=WHATEVER),
    Case("clinic", PROGRAMS / "clinic", pack=WHATEVER),
)
OTHERS = tuple(
    Case(name, PROGRAMS / name)
    for name in ("clinic", "ledger", "orders_api", "two_regions", "web_app", "website")
)
CASES = (*OWN, *FROZEN, *OTHERS)


def by_the_engine(case, folder):
    """Preview by the CLI, in an empty folder; return what was observed, and all that the pack heard."""
    tape = folder / "tape.jsonl"
    with engine(case.root, case.stack, folder) as cli:
        tapped = tap.write(folder / "pack", case.pack, tape)
        outcome = cli.run("preview", "--policy-pack", tapped, *case.options)
    if not tape.exists():
        raise RuntimeError(f"{case.name}: the engine asked nothing: {outcome.stdout}{outcome.stderr}")
    said = played(tape, folder)
    return by_engine(outcome, said), said


def by_the_sandbox(case, folder):
    """Preview by the sandbox, in an empty folder; return what was observed, and all that the pack heard."""
    tape, answers = folder / "tape.jsonl", folder / "answers.json"
    answers.write_text(json.dumps(FACTS["answers"]))
    copied(case.root, folder / "project")
    config = HERE / case.config if case.config else None
    packs = (pack.load(tap.write(folder / "pack", case.pack, tape), config),)
    job = Job(project.load(folder / "project", case.stack, answers), packs)
    preview = run(job, lambda *_: None, SECONDS)
    said = played(tape, folder)
    return offline(preview, said), said


def played(tape, folder):
    """Return the calls on a tape; what they say of a folder's path says nothing of where it is."""
    text = tape.read_text().replace(str(folder), "")
    return [json.loads(line) for line in text.splitlines()]
