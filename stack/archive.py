"""The function's deployment archive: our source, and the libraries that the runtime does not bring."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pulumi

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES: Final = Path(__file__).parent / "functions"
LIBRARIES: Final = ("aws_lambda_powertools", "jmespath", "typing_extensions")


def _files(root: Path, under: str) -> Iterator[tuple[str, Path]]:
    """List the Python files below ``root``: compiled ones would make each machine's archive differ."""
    for path in sorted(root.rglob("*.py")):
        yield f"{under}/{path.relative_to(root).as_posix()}", path


def _library(name: str) -> Iterator[tuple[str, Path]]:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise pulumi.RunError(f"{name} is not installed; the function cannot be packed without it")
    origin = Path(found.origin)
    return iter([(origin.name, origin)]) if origin.stem == name else _files(origin.parent, name)


def members(sources: Path, libraries: tuple[str, ...]) -> dict[str, Path]:
    """Map each path inside the archive to the file that goes there.

    Raises ``pulumi.RunError`` where a library is not installed.
    """
    return {
        **dict(_files(sources, sources.name)),
        **{path: file for name in libraries for path, file in _library(name)},
    }


def deployment_archive() -> pulumi.AssetArchive:
    """Return the archive as Pulumi uploads it."""
    return pulumi.AssetArchive(
        {path: pulumi.FileAsset(str(file)) for path, file in members(SOURCES, LIBRARIES).items()}
    )
