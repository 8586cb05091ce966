"""The function's archive holds its source and its libraries, file by file."""

from __future__ import annotations

import pulumi
import pytest

from stack.archive import LIBRARIES, SOURCES, deployment_archive, members


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


def test_pulumi_gets_every_member_as_a_file():
    archive = deployment_archive()
    assert set(archive.assets) == set(members(SOURCES, LIBRARIES))
    handler = archive.assets["functions/app.py"]
    assert isinstance(handler, pulumi.FileAsset)
    assert handler.path == str(SOURCES / "app.py")
