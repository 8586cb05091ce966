"""What the tests of a sandbox that stays up do over and over."""

import json


def up(workshop, *arguments):
    outcome = workshop.run("up", *arguments)
    assert (outcome.status, outcome.stderr) == (0, "")
    return outcome


def session(workshop):
    return json.loads((workshop.root / "project" / ".sandbox-dev" / "session.json").read_text())
