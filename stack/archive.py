"""The function's deployment archive: our source, and the libraries that the runtime does not bring."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pulumi

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES: Final = Path(__file__).parent / "functions"
BUILT: Final = Path(__file__).parent.parent / ".build"
READABLE: Final = 0o644
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


def packed(files: dict[str, Path]) -> bytes:
    """Return a zip of ``files`` that is the same, byte for byte, on every machine."""
    buffer = io.BytesIO()
    # Stored and not compressed: what a compressor makes differs between its versions.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, file in files.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = READABLE << 16
            archive.writestr(entry, file.read_bytes())
    return buffer.getvalue()


def deployment_archive(folder: Path = BUILT) -> pulumi.FileArchive:
    """Return the archive as Pulumi uploads it: a file in ``folder``, named by what is in it.

    The name is relative to the program's folder, so that no machine's paths end in the state.
    """
    content = packed(members(SOURCES, LIBRARIES))
    path = folder / f"function-{hashlib.sha256(content).hexdigest()[:16]}.zip"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as unfinished:
            unfinished.write(content)
        Path(unfinished.name).replace(path)
    return pulumi.FileArchive(os.path.relpath(path, Path(__file__).parent))
