"""``python -m runbooks clean-up``: takes back what a drill that was broken off has done."""

from __future__ import annotations

import argparse
import sys

from runbooks.catalogue import runbook
from runbooks.commands import resume
from runbooks.commands.screen import watching
from runbooks.drill import journal
from runbooks.drill.rehearsal import Audience, Rehearsal


def run(options: argparse.Namespace) -> int:
    """Take every step of a drill's clean-up, and say what could not be undone."""
    root = options.cwd.resolve()
    kept = journal.load(root, options.id)
    if kept.ended:
        print(f"The run {kept.drill_id} has ended and left nothing behind.")
        return 0
    with journal.alone(kept):
        if kept.own:
            kept.kept(ended=True)
            print(f"Nothing to do: {resume.GONE.format(id=kept.drill_id)}.")
            return 0
        of = runbook(kept.scenario)
        with watching(1) as screen, resume.place(root, kept, options.confirm) as place:
            rehearsal = Rehearsal(root, of, place.target(of.drill), own=False, resumed=kept)
            left = rehearsal.clean_up(Audience(screen.step, screen.waiting))
    for each in left:
        print(f"left behind: {each}", file=sys.stderr)
    if not left:
        print(f"Nothing is left of {kept.drill_id}.")
    return int(bool(left))
