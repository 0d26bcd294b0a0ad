"""Level words: levels as sentences and headings name them."""

from collections.abc import Sequence

from xlkit.measures.scale import Scale

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")


def low(scale: Scale) -> str:
    """The low levels in a heading: `1–2`."""
    return f"1–{scale.low}" if scale.low > 1 else "1"


def low_or(scale: Scale) -> str:
    """The low levels in a sentence: `1 or 2`."""
    return _either(scale.levels[: scale.low])


def high_or(scale: Scale) -> str:
    """The high levels in a sentence: `4 or 5`."""
    return _either(scale.levels[scale.high - 1 :])


def steps(scale: Scale) -> str:
    """How many steps a scale has, in words: `five`."""
    return dict(enumerate(NUMBERS, start=2)).get(scale.steps, str(scale.steps))


def _either(levels: Sequence[int]) -> str:
    *first, last = map(str, levels)
    return f"{', '.join(first)} or {last}" if first else last
