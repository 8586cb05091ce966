"""The function's archive holds its source and its libraries, and is the same on every machine."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pulumi
import pytest

from stack.archive import LIBRARIES, SOURCES, deployment_archive, members, packed

ROOT = Path(__file__).parents[3]


def test_the_source_is_a_package_named_functions():
    found = members(SOURCES, ())
    assert found["functions/app.py"] == SOURCES / "app.py"
    assert all(path.startswith("functions/") for path in found)


def test_compiled_files_stay_behind(tmp_path):
    package = tmp_path / "functions"
    (package / "__pycache__").mkdir(parents=True)
    (package / "__pycache__" / "app.cpython-311.pyc").touch()
    (package / "inner").mkdir()
    (package / "inner" / "b.py").touch()
    (package / "a.py").touch()
    assert list(members(package, ())) == ["functions/a.py", "functions/inner/b.py"]


def test_libraries_stand_beside_the_source():
    found = members(SOURCES, LIBRARIES)
    assert {"aws_lambda_powertools/__init__.py", "jmespath/__init__.py", "typing_extensions.py"} <= set(found)
    assert {path.split("/")[0] for path in found} == {
        "functions",
        "aws_lambda_powertools",
        "jmespath",
        "typing_extensions.py",
    }


@pytest.mark.parametrize("name", ["no_such_library", "tests"])
def test_a_library_that_is_not_installed_is_named(name):
    with pytest.raises(
        pulumi.RunError, match=rf"^{name} is not installed; the function cannot be packed without it$"
    ):
        members(SOURCES, (name,))


def test_the_zip_holds_every_member_and_nothing_of_the_machine(tmp_path):
    (tmp_path / "a.py").write_text("a = 1")
    (tmp_path / "b.py").write_text("b = 2")
    files = {"z/b.py": tmp_path / "b.py", "a.py": tmp_path / "a.py"}
    first = packed(files)
    os.utime(tmp_path / "a.py", (0, 0))
    (tmp_path / "b.py").chmod(0o600)
    assert packed(files) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "z/b.py": b"b = 2",
            "a.py": b"a = 1",
        }
        assert {each.external_attr >> 16 for each in archive.infolist()} == {0o644}


def test_pulumi_gets_a_file_named_by_its_content_and_found_from_the_program_s_folder(tmp_path):
    path = Path(deployment_archive(tmp_path / "built").path)
    assert not path.is_absolute()
    [built] = (tmp_path / "built").iterdir()
    assert (ROOT / "stack" / path).resolve() == built
    assert built.name == f"function-{hashlib.sha256(built.read_bytes()).hexdigest()[:16]}.zip"
    assert built.read_bytes() == packed(members(SOURCES, LIBRARIES))


def test_an_archive_that_is_there_is_not_written_again(tmp_path):
    deployment_archive(tmp_path)
    [built] = tmp_path.iterdir()
    written = built.stat().st_mtime_ns
    deployment_archive(tmp_path)
    assert [each.stat().st_mtime_ns for each in tmp_path.iterdir()] == [written]
