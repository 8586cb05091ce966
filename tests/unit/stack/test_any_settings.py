"""Whatever stands in a configuration, it is settings, or one line for each thing that is wrong."""

import json
import re

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from stack import setting_keys
from stack.settings import Settings, SettingsError, settings_from
from stack.validation import Configuration

EXAMPLES, LONGEST = 300, 1000
ASSUMED = {"suffix": "dev", "environment": "dev"}
WELL = {
    "owner": "team",
    "costCentre": "CC-1",
    "alarmEmails": '["a@example.com"]',
    "vpcCidr": "10.0.0.0/16",
    "publicSubnetCidrs": '["10.0.10.0/24", "10.0.11.0/24"]',
    "scheduleMinutes": "5",
    "database": "aurora",
    "databaseMaxAcu": "2.5",
    "objectives": '{"zone": {"rpoMinutes": 1, "rtoMinutes": 15}}',
    "ephemeral": "true",
}
LINE = re.compile(r"disaster-recovery:[^\n\r]*: found [^\n\r]*; wanted [^\n\r]+; otherwise [^\n\r]+")
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5
)
# What stands in a settings file reaches a program as text, a list or a mapping as JSON.
RAW = st.text() | VALUES.map(json.dumps) | st.sampled_from([*WELL.values()])
NAMES = st.sampled_from([*WELL, *(key.name for key in setting_keys.KEYS)]) | st.text()


def read(given_, secret=frozenset()):
    """Return the settings, or nothing and the lines that say why not."""
    try:
        return settings_from(Configuration(given_, ASSUMED, secret)), []
    except SettingsError as error:
        return None, str(error).split("\n")


@settings(max_examples=EXAMPLES)
@given(st.dictionaries(NAMES, RAW, max_size=6))
@example({"": ""})
@example({"a\nb": ""})
@example({"alarmEmails": '["a",\n1]'})
@example({"objectives": '{"a\\u2028b": 1}'})
@example({"objectives": "9" * 5000})
@example({"objectives": "[" * 100_000})
def test_any_configuration_is_settings_or_a_line_for_each_fault(changed):
    found, lines = read({**WELL, **changed})
    assert isinstance(found, Settings) == (lines == [])
    assert [each for each in lines if not LINE.fullmatch(each) or len(each) > LONGEST] == []


@settings(max_examples=EXAMPLES)
@given(NAMES, st.text(alphabet="0123456789abcdefXYZ:/{[", min_size=12))
def test_no_secret_is_ever_shown(name, value):
    assume(value not in name)
    _, lines = read({**WELL, name: value}, frozenset({name}))
    assert [each for each in lines if value in each] == []
