"""The plugin that serves what names no provider, and what its default provider is called."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sandbox.project import Project
from sandbox.registration import SECRET, SIGNATURE, Json, Properties

DYNAMIC = "pulumi-python"
"""The package of resources whose providers stand in the program."""
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True)
class Plugin:
    """A package's plugin; ``version`` and ``url`` are empty where nobody says."""

    package: str
    version: str = ""
    url: str = ""

    @property
    def default_name(self) -> str:
        """What the engine calls the default provider, such as ``default_7_51_1``."""
        version = re.sub(r"[.+-]", "_", self.version)
        return "_".join(each for each in ("default", version, _name_of(self.url)) if each)


def plugin(package: str, version: str, url: str) -> Plugin:
    """Return the plugin that is asked for; without a version it is the one that the installed SDK wants."""
    return Plugin(package, version or wanted_version(package), url.removesuffix("/"))


@cache
def wanted_version(package: str) -> str:
    """Return the version that a package's SDK, where it is installed, wants of its plugin; else nothing."""
    found = importlib.util.find_spec(f"pulumi_{package.replace('-', '_')}")
    if found is None or found.origin is None:
        return ""
    file = Path(found.origin).with_name("pulumi-plugin.json")
    return str(json.loads(file.read_text()).get("version", "")) if file.is_file() else ""


def provider_config(package: str, project: Project) -> Properties:
    """Return what a package's default provider is told of a stack's configuration, secrets marked.

    That of dynamic resources is told everything, by full keys.
    """
    is_told_all = package == DYNAMIC
    found = {
        key if is_told_all else key.partition(":")[2]: _hidden(value) if key in project.secret_keys else value
        for key, value in project.config.items()
        if is_told_all or key.startswith(f"{package}:")
    }
    return dict(found)


def _hidden(value: str) -> Json:
    return {SIGNATURE: SECRET, "value": value}


def _name_of(url: str) -> str:
    return "/".join(_NOT_IN_NAMES.sub("_", part) for part in url.split("/") if part)
