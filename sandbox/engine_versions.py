"""Which versions of a database engine RDS offers, and the one of them that a program means."""

from __future__ import annotations

import re
from typing import Any

from sandbox.aws import Client
from sandbox.errors import RefusedError
from sandbox.registration import Json, Properties

ASKED = {
    "engine": "Engine",
    "parameterGroupFamily": "DBParameterGroupFamily",
    "version": "EngineVersion",
}
CRITERIA = ("latest", "parameterGroupFamily", "preferredVersions", "version")
HEEDED = frozenset({*ASKED, *CRITERIA, "defaultOnly", "region"})
"""The arguments that count here."""


def engine_version(arguments: Properties, client: Client) -> Properties:
    """Return the one version that fits. Raises ``RefusedError`` for none or several, as the provider does."""
    found = _one(arguments, _fitting(arguments, client))
    version = found["EngineVersion"]
    targets: list[Json] = [each["EngineVersion"] for each in found.get("ValidUpgradeTarget") or ()]
    return {
        **arguments,
        "id": version,
        "defaultCharacterSet": "",
        "engineDescription": found["DBEngineDescription"],
        "exportableLogTypes": found.get("ExportableLogTypes") or [],
        "parameterGroupFamily": found["DBParameterGroupFamily"],
        "status": found["Status"],
        "supportedCharacterSets": [],
        "supportedFeatureNames": found.get("SupportedFeatureNames") or [],
        "supportedModes": found.get("SupportedEngineModes") or [],
        "supportedTimezones": [],
        "supportsCertificateRotationWithoutRestart": True,
        "supportsGlobalDatabases": found["SupportsGlobalDatabases"],
        "supportsIntegrations": False,
        "supportsLimitlessDatabase": version.endswith("-limitless"),
        "supportsLocalWriteForwarding": False,
        "supportsLogExportsToCloudwatch": found["SupportsLogExportsToCloudwatchLogs"],
        "supportsParallelQuery": found["SupportsParallelQuery"],
        "supportsReadReplica": found["SupportsReadReplica"],
        "validMajorTargets": [],
        "validMinorTargets": [],
        "validUpgradeTargets": targets,
        "version": version,
        "versionActual": version,
        "versionDescription": found["DBEngineVersionDescription"],
    }


def _fitting(arguments: Properties, client: Client) -> list[dict[str, Any]]:
    wanted: dict[str, Any] = {
        theirs: arguments[ours] for ours, theirs in ASKED.items() if arguments.get(ours)
    }
    default = arguments.get("defaultOnly")
    if default or (default is None and not any(arguments.get(name) for name in CRITERIA)):
        wanted["DefaultOnly"] = True
    found = client.describe_db_engine_versions(**wanted)["DBEngineVersions"]
    family = arguments.get("parameterGroupFamily")
    found = [each for each in found if not family or each["DBParameterGroupFamily"] == family]
    if not found:
        raise RefusedError(f"no RDS engine versions found: {wanted}")
    return found


def _one(arguments: Properties, found: list[dict[str, Any]]) -> dict[str, Any]:
    by_version = {each["EngineVersion"]: each for each in found}
    preferred = arguments.get("preferredVersions")
    if isinstance(preferred, list) and preferred:
        first = next((str(each) for each in preferred if each in by_version), None)
        if first is None:
            raise RefusedError(
                f"no RDS engine versions match the criteria and preferred versions: {preferred}"
            )
        return by_version[first]
    if arguments.get("latest"):
        return max(found, key=lambda each: _numbers(each["EngineVersion"]))
    if len(found) > 1:
        raise RefusedError(f"multiple RDS engine versions ({', '.join(by_version)}) match the criteria")
    return found[0]


def _numbers(version: str) -> tuple[bool, list[int]]:
    """Return what versions are ordered by; variants of a version come before all plain ones."""
    return "-" not in version, [int(each) for each in re.findall(r"\d+", version)]
