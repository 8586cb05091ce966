"""Lets time pass until something has happened."""

from datetime import timedelta


def until(target, what, probe, within=timedelta(minutes=15)):
    """Let time pass until ``probe`` finds something, and return that; fail when it takes too long."""
    began = target.now()
    while not (found := probe()):
        assert target.now() - began < within, f"waited {within} for this, which did not happen: {what}"
        target.wait(target.beat)
    return found
