"""When an alarm rings, by the tables of AWS's guide: "Configuring how CloudWatch alarms treat missing data".

Datapoints are written as there, the oldest first: 0 does not breach, X does, - is missing.
"""

import pytest

from sandbox.emulator.alarms.verdict import Condition, Datapoint, judge

VALUES = {"0": 0.0, "X": 9.0, "-": None}
TREATMENTS = ("missing", "ignore", "breaching", "notBreaching")
KEPT = None
UNKNOWN = "INSUFFICIENT_DATA"
THREE_OF_THREE = {
    "0 - X - X": ("OK", "OK", "OK", "OK"),
    "- - - - 0": ("OK", "OK", "OK", "OK"),
    "- - - - -": (UNKNOWN, KEPT, "ALARM", "OK"),
    "0 X X - X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "- - X - -": ("ALARM", KEPT, "ALARM", "OK"),
    "- - - - X": (KEPT, KEPT, "ALARM", "OK"),
}
TWO_OF_THREE = {
    "0 - X - X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "0 0 X 0 X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "0 - X - -": ("OK", "OK", "ALARM", "OK"),
    "- - - - 0": ("OK", "OK", "ALARM", "OK"),
    "- - - X -": ("ALARM", KEPT, "ALARM", "OK"),
}
ONE_OF_ONE = {
    "0 0 X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "X X 0": ("OK", "OK", "OK", "OK"),
    "X - -": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "- - -": (UNKNOWN, KEPT, "ALARM", "OK"),
}
CASES = [
    pytest.param(
        periods, datapoints, written, treatment, state, id=f"{datapoints}/{periods} {written} {treatment}"
    )
    for periods, datapoints, table in ((3, 3, THREE_OF_THREE), (3, 2, TWO_OF_THREE), (1, 1, ONE_OF_ONE))
    for written, states in table.items()
    for treatment, state in zip(TREATMENTS, states, strict=True)
]


def above(periods, datapoints, treatment):
    return Condition("GreaterThanThreshold", 5, periods, datapoints, treatment)


def points(written):
    return [Datapoint(60 * number, VALUES[each]) for number, each in enumerate(written.split())]


@pytest.mark.parametrize(("periods", "datapoints", "written", "treatment", "state"), CASES)
def test_the_state_is_the_one_of_the_guides_table(periods, datapoints, written, treatment, state):
    assert judge(above(periods, datapoints, treatment), points(written)).state == state


@pytest.mark.parametrize(
    ("comparison", "states"),
    [
        ("GreaterThanThreshold", ("OK", "OK", "ALARM")),
        ("GreaterThanOrEqualToThreshold", ("OK", "ALARM", "ALARM")),
        ("LessThanThreshold", ("ALARM", "OK", "OK")),
        ("LessThanOrEqualToThreshold", ("ALARM", "ALARM", "OK")),
    ],
)
def test_a_datapoint_below_at_and_above_the_threshold(comparison, states):
    condition = Condition(comparison, 5, 1, 1, "missing")
    assert tuple(judge(condition, [Datapoint(0, value)]).state for value in (4.0, 5.0, 6.0)) == states


def test_the_reason_names_the_datapoints_the_threshold_and_what_it_takes():
    assert judge(above(1, 1, "missing"), points("0 0 X")).reason == (
        "Threshold Crossed: 1 out of the last 1 datapoints [9.0 (01/01/70 00:02:00)] was greater than"
        " the threshold (5) (minimum 1 datapoint for OK -> ALARM transition)."
    )


def test_the_reason_says_that_nothing_came_and_what_that_counts_as():
    assert judge(above(2, 2, "breaching"), points("- - - -")).reason == (
        "Threshold Crossed: no datapoints were received for 4 periods and 2 missing datapoints were treated"
        " as [Breaching]."
    )


def test_an_alarm_looks_at_two_datapoints_more_than_its_evaluation_periods():
    assert above(3, 3, "missing").range == 5
