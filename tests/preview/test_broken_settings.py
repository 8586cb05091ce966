"""However a settings file is broken, what is wrong with it is one clear error, at once."""

import random
import re

import pytest

from sandbox.__main__ import main
from sandbox.errors import SandboxError
from tests.workshop import ROOT

FILES = {
    "Pulumi.yaml": (ROOT / "Pulumi.yaml").read_text(),
    "Pulumi.dev.yaml": (ROOT / "Pulumi.dev.yaml").read_text(),
    "PulumiPolicy.yaml": (ROOT / "policy_pack" / "PulumiPolicy.yaml").read_text(),
    "config.json": '{"all": "advisory", "named": {"enforcementLevel": "mandatory", "size": [1, {"a": 2}]}}',
    "answers.json": '{"aws:ec2/getAmi:getAmi": {"id": "ami-1", "tags": {"a": [1, 2.5, true]}}}',
}
NOISE = (
    *"{}[]:,-#&*!|>%@`\"'\\\t\n\r\0~?=<",
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe",
    "\u2028",
    "null",
    "1e999",
    "-0",
    ".inf",
    "0x1F",
    "2026-13-45",
    "!!python/object:os.system x",
    "*anchor",
    "<<: *a",
    "? [a]",
    "---\n",
    "{" * 2000,
    "9" * 5000,
)
FOR_EACH_SEED = 50
SEEDS = range(8)


def broken(text, chance):
    """Return a text in which a few things are other than they were."""
    data = text.encode()
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 0, 1, 3, 20, 200)))
        piece = chance.choice((b"", chance.choice(NOISE), data[end : end + 30], b"\n" + data[start:end]))
        data = data[:start] + (piece.encode() if isinstance(piece, str) else piece) + data[end:]
    return data


@pytest.fixture
def place(tmp_path):
    """A project and a pack that are well but for their settings; neither can be run."""
    (tmp_path / "stack").mkdir()
    (tmp_path / "stack" / "__main__.py").write_text("raise SystemExit(5)")
    (tmp_path / "pack").mkdir()
    return tmp_path


def written(place, files):
    for name, data in files.items():
        folder = place / "pack" if name == "PulumiPolicy.yaml" else place
        (folder / name).write_bytes(data)


def arguments(place):
    files = ("--answers", place / "answers.json", "--policy-pack-config", place / "config.json")
    pack = ("--policy-pack", place / "pack")
    return [str(each) for each in ("preview", "--cwd", place, "--stack", "dev", *pack, *files)]


@pytest.fixture
def refused(place, capfd, monkeypatch):
    """Say how settings are refused of which one file is other than usual; nothing where they are read."""

    def reached(_):
        raise SandboxError("read")

    monkeypatch.setattr("sandbox.command.Worker", reached)
    files = {name: text.encode() for name, text in FILES.items()}

    def said(name, data):
        written(place, {**files, name: data})
        status = main(arguments(place))
        found = capfd.readouterr()
        assert (status, found.out) == (2, ""), data
        assert "Traceback" not in found.err, data
        return "" if found.err == "error: read\n" else found.err

    return said


def test_settings_that_are_well_are_read(refused):
    assert [refused(name, text.encode()) for name, text in FILES.items()] == [""] * len(FILES)


@pytest.mark.parametrize("seed", SEEDS)
def test_settings_that_are_broken_at_random_are_read_or_refused(refused, seed):
    """Fifty for each seed, by which they are the same in every run."""
    chance = random.Random(seed)  # noqa: S311 it is no secret
    errors = []
    for _ in range(FOR_EACH_SEED):
        name = chance.choice([*FILES])
        data = broken(FILES[name], chance)
        errors.append((refused(name, data), data))
    assert [each for each in errors if not re.match(r"error: (?!the sandbox failed)\S|$", each[0])] == []
    assert sum(bool(error) for error, _ in errors) > FOR_EACH_SEED // 4
