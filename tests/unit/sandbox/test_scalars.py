"""Settings are read and written as the CLI does it; what is expected here, a CLI was seen to make of it."""

import pytest
import yaml

from sandbox.project import load
from sandbox.scalars import Moment, json_text, number_text, scalar
from sandbox.yaml_1_2 import load_yaml

NUMBERS = {
    "1.0": "1",
    "1.50": "1.5",
    "-0.0": "0",
    "-0": "0",
    "5.e3": "5000",
    ".5e3": "500",
    ".5_0": "0.5",
    "1e3": "1000",
    "1e20": "100000000000000000000",
    "1e21": "1e+21",
    "0.000001": "0.000001",
    "1.5e-7": "1.5e-7",
    "0x1F": "31",
    "-0b11": "-3",
    "0o17": "15",
    "010": "8",
    "08": "8",
    "012345670000": "1402433536",
    "012345678901": "12345678901",
    "1_000": "1000",
    f"0{'7' * 30}": "7.777777777777778e+29",
    "18446744073709551615": "18446744073709551615",
    "18446744073709551616": "18446744073709552000",
    "-12345678901234567890": "-12345678901234567000",
}
NO_NUMBERS = [
    "1e",
    "0b2",
    "0o8",
    "0xfg",
    "1.2.3",
    "10.0.0.0/8",
    "12:30",
    "+",
    ".",
    "_1",
    "1e400",
    "0x1p4",
    "9" * 400,
    "9" * 5000,
    f"0x{'f' * 17}",
    f"0b{'1' * 5000}",
]
MOMENTS = {
    "2024-1-1": ("2024-01-01 00:00:00 +0000 UTC", "2024-01-01T00:00:00Z"),
    "2024-01-01 9:5:3": ("2024-01-01 09:05:03 +0000 UTC", "2024-01-01T09:05:03Z"),
    "2024-01-01T10:00:00.50-07:00": (
        "2024-01-01 10:00:00.5 -0700 -0700",
        "2024-01-01T10:00:00.5-07:00",
    ),
}
NO_MOMENTS = ["2024-13-45", "2024-01-01 10:00", "2024-01-01 10:00:00 Z", "2024-01-01T10:00:00", "02024-01-01"]


@pytest.mark.parametrize("written", NUMBERS)
def test_number_is_written_in_one_way_however_it_is_read(written):
    number = scalar(written)
    assert isinstance(number, (int, float))
    assert number_text(number) == NUMBERS[written]


@pytest.mark.parametrize("written", [*NO_NUMBERS, *NO_MOMENTS])
def test_what_is_no_number_and_no_moment_stays_as_it_is(written):
    assert load_yaml(written) == written
    assert type(load_yaml(written)) is str


@pytest.mark.parametrize("written", MOMENTS)
def test_moment_is_written_in_full(written):
    moment = scalar(written)
    assert isinstance(moment, Moment)
    assert (moment.plain, moment.exact) == MOMENTS[written]


def test_in_an_object_numbers_of_more_than_63_bits_lose_digits():
    assert json_text([2**63 - 1, 2**63, 1.0, "<", None, True]) == (
        '[9223372036854775807,9223372036854776000,1,"\\u003c",null,true]'
    )


def test_keys_are_written_as_what_they_are():
    found = load_yaml("{012345678901: a, 0x10: b, 2024-01-01: c, true: d, ~: e, yes: f}")
    assert isinstance(found, dict)
    assert list(found) == ["1.2345678901e+10", "16", "2024-01-01 00:00:00 +0000 UTC", "true", "<nil>", "yes"]


def test_number_without_end_is_refused():
    with pytest.raises(yaml.YAMLError, match="found -inf; wanted a finite number"):
        load_yaml("[-.inf]")


def test_moments_of_a_project_are_written_otherwise_than_those_of_a_stack(tmp_path):
    (tmp_path / "__main__.py").touch()
    (tmp_path / "Pulumi.yaml").write_text(
        "name: shop\nruntime: python\nconfig:\n  a: {default: [2024-01-01]}\n  b: {default: 2024-01-01}\n"
    )
    (tmp_path / "Pulumi.dev.yaml").write_text("config:\n  shop:c: [2024-01-01]\n  shop:d: null\n")
    assert load(tmp_path, "dev").config == {
        "shop:a": '["2024-01-01T00:00:00Z"]',
        "shop:b": "2024-01-01T00:00:00Z",
        "shop:c": '["2024-01-01 00:00:00 +0000 UTC"]',
        "shop:d": "",
    }
