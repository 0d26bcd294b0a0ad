"""Excel's functions of single values, and those that gather many values into one."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from operator import mul
from statistics import median

from tests.oracle.criteria import first_match
from tests.oracle.values import (
    DIVIDED_BY_ZERO,
    NO_NUMBER,
    SIGNIFICANT_DIGITS,
    WRONG_VALUE,
    Array,
    ErrorValue,
    Scalar,
    UnknownError,
    Value,
    equal,
    number,
    order,
    text,
    truth,
)

DAY_ZERO = date(1899, 12, 30)
FIRST_SURE_YEAR = 1901  # Excel believes in a 29 February 1900
LAST_ASCII = 127
UNITS, HALVES = "utf-16-le", "surrogatepass"


def of_numbers(function: Callable[..., Scalar]) -> Callable[..., Scalar]:
    """A function that takes each of its arguments for a number."""

    def taken(*arguments: Scalar) -> Scalar:
        numbers = [number(argument) for argument in arguments]
        return next((each for each in numbers if isinstance(each, ErrorValue)), None) or function(*numbers)

    return taken


def of_texts(function: Callable[[str, str], Scalar]) -> Callable[[Scalar, Scalar], Scalar]:
    """A function that takes both its arguments for texts."""

    def taken(left: Scalar, right: Scalar) -> Scalar:
        texts = text(left), text(right)
        if isinstance(texts[0], ErrorValue):
            return texts[0]
        return texts[1] if isinstance(texts[1], ErrorValue) else function(texts[0], texts[1])

    return taken


def ordered(is_so: Callable[[int], bool]) -> Callable[[Scalar, Scalar], Scalar]:
    """A comparison, by what it asks of the order of two values."""

    def taken(left: Scalar, right: Scalar) -> Scalar:
        found = order(left, right)
        return found if isinstance(found, ErrorValue) else is_so(found)

    return taken


def unequal(left: Scalar, right: Scalar) -> Scalar:
    """Whether two values differ."""
    return opposite(equal(left, right))


def divided(left: float, right: float) -> Scalar:
    """Division, which by 0 is an error."""
    return left / right if right else DIVIDED_BY_ZERO


def remainder(left: float, right: float) -> Scalar:
    """MOD: with the sign of what is divided by."""
    return left - right * math.floor(left / right) if right else DIVIDED_BY_ZERO


def rounded(value: float, digits: float) -> float:
    """ROUND: halves go away from 0, as one sees them and not as they are stored."""
    step = Decimal(1).scaleb(-int(digits))
    return float(Decimal(f"{value:.{SIGNIFICANT_DIGITS}g}").quantize(step, ROUND_HALF_UP))


def day(year: float, month: float, day_of_month: float) -> Scalar:
    """DATE: the number of a day."""
    try:
        found = date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise UnknownError(f"DATE of no day: {year}, {month}, {day_of_month}") from None
    if found.year < FIRST_SURE_YEAR:
        raise UnknownError(f"DATE before {FIRST_SURE_YEAR}")
    return float((found - DAY_ZERO).days)


def character(code: float) -> Scalar:
    """CHAR: such as the line break at 10."""
    if not 1 <= code <= LAST_ASCII:  # beyond it each system has characters of its own
        raise UnknownError(f"CHAR({code:g})")
    return chr(int(code))


def left_part(whole: Scalar, length: Scalar = 1.0) -> Scalar:
    """LEFT: the first characters."""
    return middle_part(whole, 1.0, length)


def middle_part(whole: Scalar, start: Scalar, length: Scalar) -> Scalar:
    """MID: so many characters from one on."""
    characters, first, count = text(whole), number(start), number(length)
    for value in (characters, first, count):
        if isinstance(value, ErrorValue):
            return value
    assert isinstance(characters, str)
    assert isinstance(first, float)
    assert isinstance(count, float)
    if first < 1 or count < 0:
        return WRONG_VALUE
    begin = 2 * (int(first) - 1)
    return in_units(characters)[begin : begin + 2 * int(count)].decode(UNITS, HALVES)


def units(whole: Scalar) -> Scalar:
    """LEN: how many characters there are, those beyond the first plane counted twice."""
    characters = text(whole)
    return characters if isinstance(characters, ErrorValue) else len(in_units(characters)) / 2


def storable(characters: str) -> str:
    """A text as a file can hold it: halves of a character that stand side by side are one again, others are lost."""
    return in_units(characters).decode(UNITS, "replace")


def in_units(characters: str) -> bytes:
    """A text as Excel counts it: two bytes for each unit, of which characters beyond the first plane have two."""
    return characters.encode(UNITS, HALVES)


def find(wanted: Scalar, whole: Scalar) -> Scalar:
    """FIND: where a text first stands in another, in the same case."""

    def found(wanted: str, whole: str) -> Scalar:
        before, piece, _ = whole.partition(wanted)
        return len(in_units(before)) / 2 + 1 if piece or not wanted else WRONG_VALUE

    return of_texts(found)(wanted, whole)


def substituted(whole: Scalar, old: Scalar, new: Scalar) -> Scalar:
    """SUBSTITUTE: a text with all of one piece replaced."""
    pieces = [text(whole), text(old), text(new)]
    error = next((piece for piece in pieces if isinstance(piece, ErrorValue)), None)
    if error:
        return error
    characters, former, instead = map(str, pieces)
    return characters.replace(former, instead) if former else characters


def value_of(spelt: Scalar) -> Scalar:
    """VALUE: the number that a text spells."""
    return number(spelt) if spelt != "" else WRONG_VALUE


def part_of_day(part: str) -> Callable[..., Scalar]:
    """YEAR, MONTH and DAY of a day by its number."""
    return of_numbers(lambda value: float(getattr(DAY_ZERO + timedelta(days=int(value)), part)))


def power(base: float, exponent: float) -> Scalar:
    """POWER: a number that is no number is an error."""
    try:
        return math.pow(base, exponent)
    except (ValueError, OverflowError):
        return NO_NUMBER


def search(wanted: Scalar, whole: Scalar) -> Scalar:
    """SEARCH: where a text, perhaps with wildcards, first stands in another."""

    def found(wanted: str, whole: str) -> Scalar:
        start = first_match(wanted, whole, 0)
        return WRONG_VALUE if start is None else len(in_units(whole[:start])) / 2 + 1

    return of_texts(found)(wanted, whole)


def trimmed(whole: Scalar) -> Scalar:
    """TRIM: without spaces at its ends, and with one where there are several; other blanks stay."""
    characters = text(whole)
    if isinstance(characters, ErrorValue):
        return characters
    return " ".join(part for part in characters.split(" ") if part)


def formatted(value: Scalar, pattern: Scalar) -> Scalar:
    """TEXT: a number as a share in per cent, with two places and its thousands apart, with two digits, or as a day."""
    if pattern not in ("0%", "00", "#,##0.00", "dd/mm/yyyy", "d mmmm yyyy"):
        raise UnknownError(f"TEXT with the pattern {pattern!r}")
    if isinstance(value, bool):
        raise UnknownError("TEXT of a truth value")
    share = number(value)
    if share == WRONG_VALUE and value != WRONG_VALUE:
        return value
    if isinstance(share, ErrorValue):
        return share
    if pattern == "0%":
        return f"{rounded(share * 100, 0):.0f}%"
    if pattern == "00":
        return f"{rounded(share, 0):02.0f}"
    if pattern == "#,##0.00":
        return f"{rounded(share, 2):,.2f}"
    day_shown = DAY_ZERO + timedelta(days=int(share))
    return f"{day_shown:%d/%m/%Y}" if pattern == "dd/mm/yyyy" else f"{day_shown.day} {day_shown:%B %Y}"


def time_of_day(value: Scalar) -> Scalar:
    """TIMEVALUE: the share of a day that a text such as `20:00` names."""
    match = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", value) if isinstance(value, str) else None
    return (int(match[1]) * 60 + int(match[2])) / (24 * 60) if match else WRONG_VALUE


def opposite(value: Scalar) -> Scalar:
    """NOT: the other truth value."""
    found = truth(value)
    return found if isinstance(found, ErrorValue) else not found


def plain_number(value: Scalar) -> Scalar:
    """N: a number or truth value as a number, and 0 for anything else."""
    return value if isinstance(value, ErrorValue) else 0.0 if isinstance(value, str) else float(value or 0)


OPERATORS: Mapping[str, Callable[[Scalar, Scalar], Scalar]] = {
    "&": of_texts(lambda left, right: left + right),
    "+": of_numbers(lambda left, right: left + right),
    "-": of_numbers(lambda left, right: left - right),
    "*": of_numbers(lambda left, right: left * right),
    "/": of_numbers(divided),
    "=": equal,
    "<>": unequal,
    "<": ordered(lambda found: found < 0),
    "<=": ordered(lambda found: found <= 0),
    ">": ordered(lambda found: found > 0),
    ">=": ordered(lambda found: found >= 0),
}
OF_SINGLE_VALUES: Mapping[str, Callable[..., Scalar]] = {
    "ABS": of_numbers(abs),
    "CHAR": of_numbers(character),
    "DATE": of_numbers(day),
    "DAY": part_of_day("day"),
    "EXACT": of_texts(lambda left, right: left == right),
    "FIND": find,
    "INT": of_numbers(lambda value: float(math.floor(value))),
    "ISERROR": lambda value: isinstance(value, ErrorValue),
    "ISNUMBER": lambda value: isinstance(value, float),
    "ISTEXT": lambda value: isinstance(value, str),
    "LEFT": left_part,
    "LEN": units,
    "MID": middle_part,
    "MOD": of_numbers(remainder),
    "MONTH": part_of_day("month"),
    "NOT": opposite,
    "POWER": of_numbers(power),
    "ROUND": of_numbers(rounded),
    "SEARCH": search,
    "SIGN": of_numbers(lambda value: float((value > 0) - (value < 0))),
    "SUBSTITUTE": substituted,
    "TEXT": formatted,
    "TIMEVALUE": time_of_day,
    "TRIM": trimmed,
    "TRUNC": of_numbers(lambda value: float(math.trunc(value))),
    "VALUE": value_of,
    "YEAR": part_of_day("year"),
}


def gathered(arguments: Iterable[Value]) -> Iterator[Scalar]:
    """The numbers and errors among arguments: in ranges and arrays texts, truth values and blanks do not count."""
    for argument in arguments:
        if isinstance(argument, Array):
            yield from (value for value in argument.flat() if isinstance(value, float | ErrorValue))
        else:
            yield number(argument)


def of_many(function: Callable[[list[float]], Scalar]) -> Callable[[Sequence[Value]], Scalar]:
    """A function of all numbers in its arguments; an error among them is what it comes to."""

    def taken(arguments: Sequence[Value]) -> Scalar:
        found = list(gathered(arguments))
        errors = (value for value in found if isinstance(value, ErrorValue))
        return next(errors, None) or function([value for value in found if isinstance(value, float)])

    return taken


def count(arguments: Sequence[Value]) -> Scalar:
    """COUNT: how many numbers there are; errors are passed over."""
    return float(sum(isinstance(value, float) for value in gathered(arguments)))


def count_filled(arguments: Sequence[Value]) -> Scalar:
    """COUNTA: how many values there are, empty texts and errors among them."""
    values = (value for each in arguments for value in (each.flat() if isinstance(each, Array) else (each,)))
    return float(sum(value is not None for value in values))


def quartile(numbers: list[float], quart: float) -> Scalar:
    """QUARTILE: between two neighbours in proportion."""
    if not numbers or not 0 <= quart < 5:
        return NO_NUMBER
    ordered = sorted(numbers)
    below, part = divmod((len(ordered) - 1) * int(quart), 4)
    return ordered[below] + (part / 4 * (ordered[below + 1] - ordered[below]) if part else 0.0)


def smallest(numbers: list[float], place: float) -> Scalar:
    """SMALL: the first, the second … from below."""
    if place != int(place):
        raise UnknownError(f"SMALL at the place {place}")
    return sorted(numbers)[int(place) - 1] if 1 <= place <= len(numbers) else NO_NUMBER


def by_place(function: Callable[[list[float], float], Scalar]) -> Callable[[Sequence[Value]], Scalar]:
    """A function of many numbers and one more, which says which of them is wanted."""

    def taken(arguments: Sequence[Value]) -> Scalar:
        values, place = arguments
        if isinstance(place, Array) and place.shape != (1, 1):
            raise UnknownError("several places at once")
        wanted = number(place.rows[0][0] if isinstance(place, Array) else place)
        if isinstance(wanted, ErrorValue):
            return wanted
        return of_many(lambda numbers: function(numbers, wanted))([values])

    return taken


def truths(function: Callable[[Iterable[bool]], bool]) -> Callable[[Sequence[Value]], Scalar]:
    """AND and OR: of all conditions, none of which is passed over; texts and blanks in ranges are."""

    def taken(arguments: Sequence[Value]) -> Scalar:
        found: list[bool | ErrorValue] = []
        for argument in arguments:
            if isinstance(argument, Array):
                found += [truth(value) for value in argument.flat() if isinstance(value, float | bool | ErrorValue)]
            else:
                found.append(truth(argument))
        errors = (value for value in found if isinstance(value, ErrorValue))
        error = next(errors, None if found else WRONG_VALUE)
        return error or function(value for value in found if isinstance(value, bool))

    return taken


def sum_of_products(arguments: Sequence[Value]) -> Scalar:
    """SUMPRODUCT: what is no number counts as 0, and arrays of different shapes are an error."""
    arrays = [argument if isinstance(argument, Array) else Array(((argument,),)) for argument in arguments]
    if len({array.shape for array in arrays}) > 1:
        return WRONG_VALUE
    total = 0.0
    for values in zip(*(array.flat() for array in arrays), strict=True):
        error = next((value for value in values if isinstance(value, ErrorValue)), None)
        if error:
            return error
        total += math.prod(value if isinstance(value, float) else 0.0 for value in values)
    return total


OF_MANY_VALUES: Mapping[str, Callable[[Sequence[Value]], Scalar]] = {
    "AND": truths(all),
    "COUNT": count,
    "COUNTA": count_filled,
    "GCD": of_many(lambda numbers: float(math.gcd(*map(int, numbers)))),
    "LCM": of_many(lambda numbers: float(math.lcm(*map(int, numbers)))),
    "MAX": of_many(lambda numbers: max(numbers, default=0.0)),
    "MEDIAN": of_many(lambda numbers: float(median(numbers)) if numbers else NO_NUMBER),
    "MIN": of_many(lambda numbers: min(numbers, default=0.0)),
    "OR": truths(any),
    "QUARTILE": by_place(quartile),
    "SMALL": by_place(smallest),
    "SUM": of_many(lambda numbers: sum(numbers, start=0.0)),
    "SUMPRODUCT": sum_of_products,
}


def transposed(array: Array) -> Array:
    """TRANSPOSE: rows become columns."""
    return Array(tuple(zip(*array.rows, strict=True)))


def multiplied(left: Array, right: Array) -> Value:
    """MMULT: the product of two matrices, an error where a place holds no number."""
    rows, columns = _numbers(left), _numbers(transposed(right))
    if not rows or not columns or left.shape[1] != right.shape[0]:
        return WRONG_VALUE
    return Array(tuple(tuple(sum(map(mul, row, column), start=0.0) for column in columns) for row in rows))


def _numbers(array: Array) -> list[list[float]] | None:
    """The rows, or None where a place holds no number."""
    rows = [[value for value in row if isinstance(value, float)] for row in array.rows]
    return rows if all(len(row) == array.shape[1] for row in rows) else None
