"""Finds the commands of AWS's CLI that a page has, and what that CLI knows of them; runs none."""

import re
from dataclasses import dataclass
from functools import cache

from awscli.clidriver import create_clidriver

COMMAND = re.compile(r"\baws\s+([a-z0-9-]+)\s+([a-z0-9-]+)(?:\s+([a-z0-9-]+))?")
OPTION = re.compile(r"(?:^|\s)--([a-z0-9-]+)")
ENDS = "\n|;&)"


@dataclass(frozen=True)
class Command:
    """A service, an operation or waiter of it, and the options that it is given."""

    words: tuple[str, ...]
    options: tuple[str, ...]


def commands(block):
    """Return the commands of AWS's CLI in a block for a shell."""
    text = block.replace("\\\n", " ")
    return [_command(text, found) for found in COMMAND.finditer(text)]


def _command(text, found):
    words = found.groups() if found[2] == "wait" else found.groups()[:2]
    return Command(words, tuple(OPTION.findall(_unquoted(text[found.start() :]))))


def _unquoted(text):
    """Return a command up to where it ends, without what stands in quotation marks."""
    kept, quote = [], ""
    for each in text:
        if quote:
            quote = "" if each == quote else quote
        elif each in "'\"":
            quote = each
        elif each in ENDS:
            break
        else:
            kept.append(each)
    return "".join(kept)


@cache
def options(words):
    """Return the options that the CLI knows of a command, none where it knows no such command."""
    known = _cli()
    everywhere = {*known.arg_table}
    for word in words:
        if word not in known.command_table:
            return set()
        known = known.command_table[word].create_help_command()
    return {*known.arg_table} | everywhere


@cache
def _cli():
    """What the CLI's own help is made of."""
    return create_clidriver().create_help_command()
