"""However a settings file is broken, what is wrong with it is one clear error, at once."""

import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

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
NOISE = st.sampled_from(
    [
        *(each.encode() for each in "{}[]:,-#&*!|>%@`\"'\\\t\n\r\0~?=<\u2028"),
        b"\xed\xa0\x80",
        b"\xff\xfe",
        b"null",
        b"1e999",
        b"-0",
        b".inf",
        b"0x1F",
        b"2026-13-45",
        b"!!python/object:os.system x",
        b"*anchor",
        b"<<: *a",
        b"? [a]",
        b"---\n",
        b"{" * 2000,
        b"9" * 5000,
    ]
)
LONGEST = max(len(text) for text in FILES.values())
EDITS = st.lists(
    st.tuples(st.integers(0, LONGEST), st.sampled_from((0, 0, 1, 3, 20, 200)), NOISE | st.binary(max_size=8)),
    min_size=1,
    max_size=4,
)
EXAMPLES = 400


def broken(text, edits):
    """Return a text of which pieces, each of a start and a length, are replaced."""
    data = text.encode()
    for place, length, piece in edits:
        start = place % (len(data) + 1)
        data = data[:start] + piece + data[start + length :]
    return data


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5
)


def places(value, path=()):
    """Yield the path of a value and of all that is in it."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*path, key))


def replaced(value, path, by):
    """Return a value in which what stands at a path is another."""
    if not path:
        return by
    key, *rest = path
    copy = value.copy()
    copy[key] = replaced(value[key], rest, by)
    return copy


DOCUMENTS = {name: yaml.safe_load(text) for name, text in FILES.items()}


@st.composite
def files_broken(draw):
    """A file in which pieces of its text are other than they were, or one value is."""
    name = draw(st.sampled_from([*FILES]))
    if draw(st.booleans()):
        return name, broken(FILES[name], draw(EDITS))
    whole = DOCUMENTS[name]
    other = replaced(whole, draw(st.sampled_from([*places(whole)])), draw(VALUES))
    # JSON is YAML.
    return name, json.dumps(other).encode()


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
        assert re.match(r"error: (?!the sandbox failed)\S", found.err), (data, found.err)
        assert "Traceback" not in found.err, data
        return "" if found.err == "error: read\n" else found.err

    return said


def test_settings_that_are_well_are_read(refused):
    assert [refused(name, text.encode()) for name, text in FILES.items()] == [""] * len(FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("piece", ["[", '{"a":'])
def test_settings_that_are_nested_too_deeply_are_refused(refused, name, piece):
    assert refused(name, piece.encode() * 20_000).count("\n") == 1


@pytest.mark.parametrize("path", ["a" * 5000, "\\0", "loop"])
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("Pulumi.yaml", {"name": "shop", "runtime": "python", "main": ...}),
        ("PulumiPolicy.yaml", {"runtime": {"name": "python", "options": {"virtualenv": ...}}}),
    ],
)
def test_a_path_that_leads_nowhere_is_no_crash(refused, place, name, settings, path):
    (place / "loop").symlink_to("loop")
    text = json.dumps(settings, default=lambda _: path)
    refused(name, text.encode())


def test_settings_that_are_broken_at_random_are_read_or_refused(refused):
    """By one error; and a part of them is refused, or this shows nothing."""
    errors = []

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(files_broken())
    def is_read_or_refused(file):
        errors.append(refused(*file))

    is_read_or_refused()
    assert sum(bool(error) for error in errors) > EXAMPLES // 4
