"""Records anew what the real engine makes of the programs that do not change: ``python -m tests.engine``."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.engine import golden
from tests.engine.cases import FROZEN, by_the_engine
from tests.engine.cli import CLI

if CLI is None:
    sys.exit("error: found no pulumi CLI on PATH; wanted one, to record what it does")
VERSION = subprocess.run([CLI, "version"], capture_output=True, check=True, text=True).stdout.strip()
for case in FROZEN:
    with tempfile.TemporaryDirectory() as folder:
        golden.write(case.name, by_the_engine(case, Path(folder))[0], VERSION)
