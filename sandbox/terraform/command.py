"""``python -m sandbox plan``: a program, a state or a preview as a Terraform plan on stdout."""

from __future__ import annotations

import argparse
import json
import sys

from sandbox.terraform.plan import document, plan
from sandbox.terraform.source import load
from sandbox.terraform.told import told


def run(options: argparse.Namespace) -> int:
    """Print the plan, say on stderr what is not in it or guessed, and return the exit status."""
    source = load(options)
    planned = plan(source.registrations)
    print(json.dumps(document(planned), indent=2), flush=True)
    for note in (*source.notes, *told(planned)):
        print(f"note: {note}", file=sys.stderr)
    return 0
