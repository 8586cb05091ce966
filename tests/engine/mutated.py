"""Broken stacks as programs that an engine can run: what was recorded, broken, and registered again."""

import json
from dataclasses import dataclass
from pathlib import Path

import yaml

from sandbox.registration import STACK_TYPE
from tests.engine.cases import HERE, OURS, Case

VERSION = "7.51.1"
DEFAULT = "default"
NEVER = "9999-12-31"


@dataclass(frozen=True)
class Broken:
    """A mutation of a clean stack."""

    clean: object
    mutation: object

    @property
    def id(self):
        """The name of the test."""
        return f"{self.clean}: {self.mutation.id}"


def written(clean, mutation, folder):
    """Write a broken stack as a project in a folder, and return it as a case."""
    folder.mkdir()
    [root] = [each for each in clean.registrations if each.type == STACK_TYPE]
    _, _, stack, project = root.urn.split("::")[0].split(":")[2], *root.urn.split("::")[:0], "", ""
    raise NotImplementedError
