"""The real engine at work on a copy of a project, in a folder of its own, with no account and no network."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from sandbox.project import PLACEHOLDER
from tests.engine.echo import served

CLI = shutil.which("pulumi")
FACTS = json.loads(Path(__file__).with_name("facts.json").read_text())
SECONDS = 900


@dataclass(frozen=True)
class Outcome:
    """How a command of the CLI ended, and the events that it told of."""

    status: int
    stdout: str
    stderr: str
    events: tuple[dict, ...]

    def of_kind(self, kind):
        """Return the events of a kind, such as ``policyEvent``, in order."""
        return [each[kind] for each in self.events if kind in each]


@dataclass(frozen=True)
class Engine:
    """A stack of a project, and the CLI to run on it."""

    folder: Path
    stack: str
    environment: dict[str, str]

    @property
    def project(self):
        """The copy of the project."""
        return self.folder / "project"

    def run(self, *arguments):
        """Run a command of the CLI in the project."""
        log = self.folder / "events.json"
        log.unlink(missing_ok=True)
        is_operation = arguments[0] in ("preview", "up", "refresh", "destroy")
        followed = ("--event-log", str(log)) if is_operation else ()
        done = self._done(*(str(each) for each in arguments), *followed)
        lines = log.read_text().splitlines() if log.exists() else ()
        return Outcome(done.returncode, done.stdout, done.stderr, tuple(json.loads(each) for each in lines))

    def initialize(self):
        """Make the stack, in a backend of files."""
        self._must("stack", "init", self.stack)
        file = self.project / f"Pulumi.{self.stack}.yaml"
        for path in _encrypted(yaml.safe_load(file.read_text()).get("config") or {}):
            self._must("config", "set", "--secret", "--path", path, PLACEHOLDER)

    def _must(self, *arguments):
        done = self._done(*arguments)
        if done.returncode:
            raise RuntimeError(f"pulumi {' '.join(arguments)}: {done.stderr}")

    def _done(self, *arguments):
        command = [CLI or "pulumi", *arguments, "--non-interactive", "--color", "never"]
        return subprocess.run(
            command,
            cwd=self.project,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )


@contextmanager
def engine(root, stack, folder):
    """Copy the project in ``root`` to ``folder`` and give an engine for it."""
    settings = copied(root, folder / "project")
    config = yaml.safe_load((root / f"Pulumi.{stack}.yaml").read_text())["config"] or {}
    with served(_region(settings, config), FACTS) as port:
        found = Engine(folder, stack, _environment(folder, port))
        found.initialize()
        yield found


def copied(root, project):
    """Copy a project without what is none of its own, and have it use this Python."""
    kept = shutil.ignore_patterns(".*", "__pycache__", "tests", "sandbox", "runbooks", "policy_pack")
    shutil.copytree(root, project, ignore=kept)
    file = project / "Pulumi.yaml"
    settings = yaml.safe_load(file.read_text())
    settings["runtime"] = {"name": "python", "options": {"toolchain": "pip", "virtualenv": sys.prefix}}
    file.write_text(yaml.safe_dump(settings))
    return settings


def _encrypted(value, path=""):
    """Yield the paths of what only another's key can read."""
    for key, each in value.items() if isinstance(value, dict) else ():
        if key == "secure":
            yield path
        else:
            yield from _encrypted(each, f"{path}.{key}" if path else key)


def _region(settings, config):
    given = config.get("aws:region") or config.get(f"{settings['name']}:region")
    declared = (settings.get("config") or {}).get("region")
    return given or (declared["default"] if declared else "us-east-1")


def _environment(folder, port):
    (folder / "state").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "AWS_"))}
    return {
        **kept,
        "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
        "PULUMI_CONFIG_PASSPHRASE": "no secret",
        "PULUMI_DEBUG_COMMANDS": "true",
        "PULUMI_DEBUG_PROVIDERS": f"aws:{port}",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
