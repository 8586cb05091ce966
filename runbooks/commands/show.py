"""``python -m runbooks show``: a page with the values of a stack in it, ready to paste."""

from __future__ import annotations

import argparse
import sys

from runbooks.catalogue import runbook
from runbooks.commands.places import needs_database, seen
from runbooks.page import filled

REACH = 'For these commands to reach the sandbox: to=$(python -m sandbox env --stack {stack}) && eval "$to"'


def run(options: argparse.Namespace) -> int:
    """Print a scenario's page for a stack that is up, which is only read."""
    of, root = runbook(options.scenario), options.cwd.resolve()
    target = seen(root, options.stack, options.target)
    needs_database(of.drill, target)
    print(filled(of.page.text, target.values, of.page.path.name), end="")
    if options.target == "sandbox":
        print(REACH.format(stack=target.stack), file=sys.stderr)
    return 0
