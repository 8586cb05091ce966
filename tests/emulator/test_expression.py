"""Metric math: what is understood has AWS's result, and the rest is an error."""

import pytest

from sandbox.emulator.alarms.expression import ExpressionError, Series, evaluate

KNOWN: dict[str, Series] = {"m1": [1.0, 2.0, None], "m2": [10.0, None, None], "e1": [5.0, 5.0, 5.0]}
METRICS = ["m1", "m2"]


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("SUM(METRICS())", [11, 2, None]),
        ("SUM([m1, e1])", [6, 7, 5]),
        ("AVG(METRICS())", [5.5, 2, None]),
        ("MAX(METRICS())", [10, 2, None]),
        ("MIN(METRICS())", [1, 2, None]),
        ("m1+m2", [11, None, None]),
        ("m1", [1, 2, None]),
        ("100 * m1 / m2", [10, None, None]),
        ("e1 - m1 * 2", [3, 1, None]),
        ("-m1", [-1, -2, None]),
        ("m1 / 0", [None, None, None]),
        ("FILL(m1, 0)", [1, 2, 0]),
        ("FILL(m2, REPEAT)", [10, 10, 10]),
        ("FILL(m1, 0) + FILL(m2, 0)", [11, 2, 0]),
    ],
)
def test_an_expression_has_a_value_for_each_period(expression, values):
    assert evaluate(expression, KNOWN, METRICS) == values


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("m3", "found 'm3', which is not understood here"),
        (
            "ANOMALY_DETECTION_BAND(m1, 2)",
            "found ANOMALY_DETECTION_BAND with 2 arguments, which is not understood here",
        ),
        ("SUM(m1)", "found SUM of something that is not several time series"),
        ("METRICS()", "found 'METRICS()', wanted one time series"),
        ("METRICS() + 1", "found several time series, wanted one on each side of an operator"),
        ("METRICS('m')", "found METRICS with 1 arguments, which is not understood here"),
        ("1 + 1", "found '1 + 1', wanted one time series"),
        ("m1 ^ 2", "found 'm1 ^ 2', which is not understood here"),
        ("m1 +", "found 'm1 +', which is not an expression"),
        ("FILL(m1, LINEAR)", "found FILL with 2 arguments, which is not understood here"),
    ],
)
def test_what_is_not_understood_is_an_error(expression, message):
    with pytest.raises(ExpressionError) as error:
        evaluate(expression, KNOWN, METRICS)
    assert str(error.value) == message
