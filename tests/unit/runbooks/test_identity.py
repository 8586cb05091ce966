"""What was drilled is found again by its commit, and what was changed since is told."""

import subprocess

import pytest

from runbooks.drill.identity import WRITTEN, identity
from tests.unit.runbooks.fake import FakeTarget


@pytest.fixture
def project(tmp_path):
    for name in ("stack/program.py", "runbooks/page.md", *WRITTEN):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("as it was\n")
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(tmp_path))
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run([*git, *command], check=True)
    return tmp_path


def modified(project):
    page = project / "runbooks/page.md"
    return identity(project, "drill-1", FakeTarget(), page, page).modified


def test_a_commit_as_it_is_is_not_modified(project):
    assert modified(project) is False


@pytest.mark.parametrize("name", ["stack/program.py", "runbooks/page.md", "runbooks/new.py"])
def test_a_change_of_what_is_drilled_is_told(project, name):
    (project / name).write_text("another\n")
    assert modified(project) is True


@pytest.mark.parametrize("name", WRITTEN)
def test_what_drills_write_is_no_change(project, name):
    (project / name).write_text("another\n")
    assert modified(project) is False
