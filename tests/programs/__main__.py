"""Write anew what the policy pack says of the programs: ``python -m tests.programs [program ...]``."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.programs.judgement import PROGRAMS, arguments, findings, write

for program in sys.argv[1:] or PROGRAMS:
    command = [sys.executable, "-m", "sandbox", *arguments(program)]
    outcome = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    write(program, findings(json.loads(outcome.stdout)["violations"]))
