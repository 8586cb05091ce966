"""What the real engine made of a few programs, kept so that it can be compared where there is no CLI."""

import gzip
import json
from dataclasses import fields
from pathlib import Path

from tests.engine.observed import Observed

FOLDER = Path(__file__).with_name("golden")
SUFFIX = ".json.gz"


def write(name, observed, version):
    """Keep what was observed of a case by a CLI of some version."""
    kept = json.dumps({"cli": version, **vars(observed)}, sort_keys=True, separators=(",", ":"))
    # Without the time, the same observation is the same file.
    _file(name).write_bytes(gzip.compress(kept.encode(), mtime=0))


def read(name):
    """Return what was kept of a case."""
    kept = json.loads(gzip.decompress(_file(name).read_bytes()))
    return Observed(**{each.name: kept[each.name] for each in fields(Observed)})


def names():
    """Return the names of the files that are kept."""
    return sorted(path.name.removesuffix(SUFFIX) for path in FOLDER.iterdir())


def file_name(name):
    """Return what the file of a case is called."""
    return name.replace(",", "").replace(" ", "-")


def _file(name):
    return FOLDER / f"{file_name(name)}{SUFFIX}"
