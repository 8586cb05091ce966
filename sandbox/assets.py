"""Files among properties: what is in them, so that a change of a file is a change of its resource."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.registration import SIGNATURE, Json

ASSET = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"


def digests(value: Json, folder: Path) -> dict[str, str]:
    """Map the files in a value, by their paths relative to ``folder``, to the SHA-256 of what is in them.

    Raises ``SandboxError`` for one that cannot be read, a folder included.
    """
    if isinstance(value, list):
        return {path: digest for each in value for path, digest in digests(each, folder).items()}
    if not isinstance(value, dict):
        return {}
    path = value.get("path")
    if value.get(SIGNATURE) in {ASSET, ARCHIVE} and isinstance(path, str):
        try:
            return {path: hashlib.sha256((folder / path).read_bytes()).hexdigest()}
        except OSError as error:
            raise SandboxError(f"{path} cannot be read: {error.strerror}; wanted a file") from error
    return {path: digest for each in value.values() for path, digest in digests(each, folder).items()}
