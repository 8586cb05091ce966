"""Metric math, as far as alarms here use it: arithmetic, ``FILL``, and what adds several metrics up.

By "Using math expressions with CloudWatch metrics" in AWS's CloudWatch guide. A period for which one of two
operands has nothing has no result; ``SUM`` and the like of several metrics take those that have something.
Whatever else is written is an error, never a guess.
"""

from __future__ import annotations

import ast
import operator
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Series: TypeAlias = list[float | None]
"""A value for each period, the oldest first; ``None`` where there is none."""


@dataclass(frozen=True)
class Several:
    """Several metrics, as ``METRICS()`` or a list in brackets gives them."""

    series: list[Series]


Value: TypeAlias = Series | Several | float

OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
TOTALS: dict[str, Callable[[list[float]], float]] = {
    "AVG": statistics.fmean,
    "MAX": max,
    "MIN": min,
    "SUM": sum,
}


class ExpressionError(ValueError):
    """An expression that is not understood here; the message says which part."""


def evaluate(expression: str, known: Mapping[str, Series], metrics: Sequence[str]) -> Series:
    """Return an expression's value for each period.

    ``known`` are the series that it may name, ``metrics`` the names of those that ``METRICS()`` means.
    Raises ``ExpressionError``.
    """
    try:
        tree = ast.parse(expression, mode="eval")
    except SyntaxError as error:
        raise ExpressionError(f"found {expression!r}, which is not an expression") from error
    return _Evaluation(known, metrics).series(tree.body)


class _Evaluation:
    def __init__(self, known: Mapping[str, Series], metrics: Sequence[str]) -> None:
        self._known = known
        self._metrics = metrics

    def value(self, node: ast.expr) -> Value:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.Name(id=name) if name in self._known:
                return self._known[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _combined(operator.sub, 0.0, self.value(operand))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return _combined(OPERATORS[type(op)], self.value(left), self.value(right))
            case ast.List(elts=elements):
                return Several([self.series(each) for each in elements])
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, arguments)
        raise ExpressionError(f"found {ast.unparse(node)!r}, which is not understood here")

    def series(self, node: ast.expr) -> Series:
        value = self.value(node)
        if isinstance(value, float | Several):
            raise ExpressionError(f"found {ast.unparse(node)!r}, wanted one time series")
        return value

    def _call(self, name: str, arguments: list[ast.expr]) -> Value:
        match name, arguments:
            case "METRICS", []:
                return Several([self._known[each] for each in self._metrics])
            case "FILL", [filled, ast.Constant(value=int() | float() as number)]:
                return [float(number) if each is None else each for each in self.series(filled)]
            case "FILL", [filled, ast.Name(id="REPEAT")]:
                return _repeated(self.series(filled))
            case _, [argument] if name in TOTALS:
                return _total(name, self.value(argument))
        raise ExpressionError(f"found {name} with {len(arguments)} arguments, which is not understood here")


def _combined(act: Callable[[float, float], float], left: Value, right: Value) -> Value:
    if isinstance(left, Several) or isinstance(right, Several):
        raise ExpressionError("found several time series, wanted one on each side of an operator")
    if isinstance(left, float):
        if isinstance(right, float):
            return act(left, right)
        left = [left] * len(right)
    if isinstance(right, float):
        right = [right] * len(left)
    return [_result(act, a, b) for a, b in zip(left, right, strict=True)]


def _result(act: Callable[[float, float], float], left: float | None, right: float | None) -> float | None:
    if left is None or right is None or (act is operator.truediv and right == 0):
        return None
    return act(left, right)


def _total(name: str, value: Value) -> Series:
    """Put several series together, period by period."""
    if not isinstance(value, Several):
        raise ExpressionError(f"found {name} of something that is not several time series")
    columns = [[each for each in column if each is not None] for column in zip(*value.series, strict=True)]
    return [TOTALS[name](column) if column else None for column in columns]


def _repeated(series: Series) -> Series:
    found: Series = []
    for each in series:
        found.append(found[-1] if each is None and found else each)
    return found
