"""checkov opens no connection: what tries is refused and told, and without a network it says the same."""

import shutil
import subprocess

import pytest

from sandbox.checkov.process import run
from sandbox.errors import SandboxError
from tests.checkov import row

PLAN = row.terraform_plan(row.load()["CKV_AWS_21"])
FRAMEWORKS = ("terraform_plan",)


def wrapped(tmp_path, text):
    """Return a program that starts checkov in another way."""
    file = tmp_path / "checkov"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def test_checkov_itself_is_stopped_where_it_may_look_things_up(program, tmp_path):
    """Without the option that keeps it from that, it asks for its vendor's guidelines."""
    body = (
        'for each in "$@"; do shift; [ "$each" = --skip-download ] || set -- "$@" "$each"; done\n'
        f'exec {program} "$@"'
    )
    with pytest.raises(SandboxError, match=r"^checkov tried to reach the network: socket\.getaddrinfo "):
        run(wrapped(tmp_path, body), PLAN, FRAMEWORKS, 300)


def test_without_a_network_it_says_the_same(program, tmp_path):
    """In a namespace that has none, not even code that is no Python's could reach one."""
    alone = ("unshare", "--map-root-user", "--net")
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("this system makes no network namespaces for its users")
    without = run(wrapped(tmp_path, f'exec {" ".join(alone)} {program} "$@"'), PLAN, FRAMEWORKS, 300)
    assert without == run(program, PLAN, FRAMEWORKS, 300)
    assert {each.passed for each in without.said} == {True, False}
