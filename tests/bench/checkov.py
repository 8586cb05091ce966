"""Times checkov on the same resources, as a Terraform plan that is only good for that.

Types and properties are written by one rule, without the exceptions that some need; what checkov finds
is not looked at.
"""

import json
import re
import subprocess
import tempfile
import time
from pathlib import Path

from sandbox.registration import Json, Registration

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
OPTIONS = ("--framework", "terraform_plan", "--quiet", "--compact", "--skip-download", "-o", "json")
# Resources of these modules are named without them.
BARE = ("ec2", "index", "vpc", "apigatewayv2")


def timed(program: Path, registered: tuple[Registration, ...]) -> float:
    """Return the seconds that checkov takes; raises ``RuntimeError`` where it checks nothing."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.json"
        plan.write_text(json.dumps(planned(registered)))
        command = [str(program), "-f", str(plan), *OPTIONS]
        started = time.perf_counter()
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        seconds = time.perf_counter() - started
    found = json.loads(done.stdout or "{}")
    if not found.get("summary", {}).get("resource_count"):
        raise RuntimeError(f"checkov checked nothing: {done.stderr[-500:]}")
    return seconds


def planned(registered: tuple[Registration, ...]) -> Json:
    """Return resources as a Terraform plan."""
    resources: list[Json] = [_resource(each) for each in registered if each.type.startswith("aws:")]
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": resources}},
        "resource_changes": [_change(each) for each in registered if each.type.startswith("aws:")],
        "configuration": {"root_module": {}},
    }


def _resource(registration: Registration) -> Json:
    kind = _kind(registration.type)
    return {
        "address": f"{kind}.{registration.name}",
        "mode": "managed",
        "type": kind,
        "name": registration.name,
        "values": _snaked(registration.inputs),
    }


def _change(registration: Registration) -> Json:
    kind = _kind(registration.type)
    return {
        "address": f"{kind}.{registration.name}",
        "type": kind,
        "name": registration.name,
        "change": {
            "actions": ["create"],
            "before": None,
            "after": _snaked(registration.inputs),
            "after_unknown": {},
        },
    }


def _kind(token: str) -> str:
    module, _, name = token.removeprefix("aws:").partition("/")
    plain = _snake(name.rpartition(":")[2])
    return f"aws_{plain}" if module in BARE else f"aws_{module}_{plain}"


def _snake(name: str) -> str:
    return HUMP.sub("_", name).lower()


def _snaked(value: Json) -> Json:
    if isinstance(value, dict):
        return {_snake(key): _snaked(each) for key, each in value.items()}
    return [_snaked(each) for each in value] if isinstance(value, list) else value
