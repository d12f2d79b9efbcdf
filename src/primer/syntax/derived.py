"""Figures of our own, declared where they stand: `{=7.7: 542/7039*100}` prints 7.7, and the sum is computed.

A sum holds numbers, `+ - * /` and parentheses. What is printed may also be a share: `{=one in five: 20.2/100}`.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Span, SpanSet, replaced
from primer.syntax.figures import figures_in

_WRITTEN = re.compile(r"\{=(?P<printed>[^{}:]*):(?P<sum>[^{}]*)\}")
_OPERATIONS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
CONSTANTS = frozenset(map(Fraction, (1, 100, 1000)))
"""Operands that need no source."""
LONGEST = 200
"""A sum has at most this many characters."""


class SumError(ValueError):
    """A sum that cannot be computed; the message says why."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure of our own."""

    span: Span
    """From `{=` to `}`."""
    printed: str
    """What readers see."""
    sum: str
    """The sum, as written."""

    @property
    def shown_sum(self) -> str:
        """The sum as people write it: `542 ÷ 7,039 × 100`."""
        spaced = re.sub(r"\s*([-+*/])\s*", r" \1 ", " ".join(self.sum.split()))
        grouped = re.sub(r"(?<![\d.])\d{4,}(?![\d])", lambda match: f"{int(match.group()):,}", spaced)
        return grouped.replace("*", "×").replace("/", "÷").strip()


def find_derived(text: str) -> tuple[Derived, ...]:
    """Every derived figure of a Markdown text, outside code."""
    if "{=" not in text:
        return ()
    spans = protected_spans(text, ("{=",))
    code = SpanSet(span for span in spans if text[span.start] == "`" or "\n" in text[span.start : span.end])
    return tuple(
        Derived(Span(*match.span()), " ".join(match["printed"].split()), match["sum"].strip())
        for match in _WRITTEN.finditer(text)
        if not code.hold(match.start())
    )


def spelled(text: str) -> str:
    """The text as readers see it: each derived figure as the number alone."""
    return replaced(text, ((figure.span, figure.printed) for figure in find_derived(text)))


def spelled_values(value: Any) -> Any:
    """A value of front matter, with every text in it as readers see it."""
    if isinstance(value, str):
        return spelled(value)
    if isinstance(value, list):
        return [spelled_values(part) for part in value]
    return {name: spelled_values(part) for name, part in value.items()} if isinstance(value, dict) else value


def compute(text: str) -> tuple[Fraction, tuple[Fraction, ...]]:
    """The result of a sum, and its operands.

    Raises SumError when it is none.
    """
    if len(text) > LONGEST or "**" in text or not re.fullmatch(r"[\d\s.,+*/()-]+", text):
        raise SumError("holds something other than numbers, + - * / and parentheses")
    operands: list[Fraction] = []
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    plain = re.sub(r"(?<![\d.])0+(?=\d)", "", plain)
    try:
        return _value(ast.parse(plain.strip(), mode="eval").body, plain.strip(), operands), tuple(operands)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise SumError("cannot be read") from error
    except ZeroDivisionError as error:
        raise SumError("divides by zero") from error


def _value(node: ast.expr, text: str, operands: list[Fraction]) -> Fraction:
    match node:
        case ast.BinOp(left, kind, right) if type(kind) in _OPERATIONS:
            one, other = _value(left, text, operands), _value(right, text, operands)
            return _OPERATIONS[type(kind)](one, other)
        case ast.UnaryOp(ast.USub(), inner):
            return -_value(inner, text, operands)
        case ast.Constant(value) if type(value) in (int, float):
            operands.append(Fraction(ast.get_source_segment(text, node) or str(value)))
            return operands[-1]
    raise SumError("holds something other than numbers, + - * / and parentheses")


def rounds_to(result: Fraction, printed: str) -> bool:
    """Whether a result, rounded, is the number that is printed: to its last digit, or to the last that is no zero."""
    found = figures_in(f" {printed} ")
    if len(found) != 1:
        return False
    figure = found[0]
    if figure.whole:
        share = result / 100 if result > 1 else result
        return 0 < share < 1 and abs(share - figure.value) <= figure.value / 10
    digits = str(figure.value) if figure.word else re.sub(r"[^\d.]", "", figure.text)
    decimals = len(digits.partition(".")[2])
    scale = figure.value / Fraction(digits) if digits and Fraction(digits) else Fraction(1)
    zeros = 0 if decimals else len(digits) - len(digits.rstrip("0"))
    last = scale / 2 / 10**decimals
    return bool(abs(result - figure.value) <= max(last, min(last * 10**zeros, abs(figure.value) / 20)))
