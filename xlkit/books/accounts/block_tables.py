"""What fills itself beside the shared elements and the people of a block."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from xlkit.books.accounts.page import Columns, Page, Reckoned, Row, Value
from xlkit.books.respondent.form import literal
from xlkit.form.accounts import SEVERAL
from xlkit.form.entered import block_of
from xlkit.form.layout import FIRST_ROW
from xlkit.fund.block import Amount, Block, Split
from xlkit.fund.division import half_up

FINEST = 10_000  # weights are told in so many parts at most, so that what runs up is whole
DIVIDED, UNDIVIDED = "Divided.", "Nobody has divided this yet."
NUMBERS = range(1, len(SEVERAL) + 1)


class Apart(Struct, frozen=True):
    """A page with its block: elements by their rows, and each person's place among all by their rows."""

    page: Page
    block: Block
    elements: Mapping[int, int]
    people: Mapping[int, int]

    def part(self, person: int, element: int) -> Amount:
        """What falls to the person of a row of the element of a row."""
        if person not in self.people or element not in self.elements:
            return Amount()
        return self.block.parts(self.block.elements[self.elements[element]])[self.people[person]]

    def weight(self, person: int, element: int) -> int:
        """What a person's part is reckoned by, in whole numbers, as formulas have it."""
        if person not in self.people or element not in self.elements:
            return 0
        shared = self.block.elements[self.elements[element]]
        weight = self.block.weights(shared)[self.people[person]]
        return half_up(weight * FINEST) if shared.split is Split.BY_WEIGHT else int(weight)


def apart(page: Page) -> Apart:
    """The page with its block."""
    elements, people = (
        {line.number: place for place, line in enumerate(page.entered.lines(table))} for table in ("shared", "people")
    )
    return Apart(page, block_of(page.entered), elements, people)


def reckoned(own: Apart) -> Mapping[str, Columns]:
    """Every column that fills itself, by its table and its name."""
    people: dict[str, Reckoned] = {
        "own": Reckoned(_own, lambda row: _person(own, row).minutes, "shown_figure"),
        "own_pence": Reckoned(
            lambda row: f"ROUND(N({row['pounds']})*100,0)", lambda row: _person(own, row).pence, "shown_figure"
        ),
        "own_hours": Reckoned(
            lambda row: f'IF({row["code"]}="","",{row["own"]}/60)',
            lambda row: _person(own, row).minutes / 60 if row.line.text("code") else None,
            "shown_hours",
        ),
    }
    for number in NUMBERS:
        people[f"g{number}"] = Reckoned(_weight(number), _weight_value(own, number), "shown_figure")
        people[f"c{number}"] = Reckoned(_so_far(number), _so_far_value(own, number), "shown_figure")
        people[f"m{number}"] = Reckoned(_part(number, "minutes"), _part_value(own, number, "minutes"), "shown_figure")
        people[f"q{number}"] = Reckoned(_part(number, "pence"), _part_value(own, number, "pence"), "shown_figure")
    return {"shared": _shared(own), "people": people}


def _person(own: Apart, row: Row) -> Amount:
    return own.block.people[own.people[row.number]].own if row.number in own.people else Amount()


def _own(row: Row) -> str:
    return f"ROUND((N({row['standard']})+N({row['enhanced']}))*60,0)"


def _element(row: Row, name: str, number: int) -> str:
    return f"INDEX({row.page.column('shared', name)},{number + 1})"


def _weight(number: int) -> Callable[[Row], str]:
    def formula(row: Row) -> str:
        split, own = _element(row, "split", number), f"N({row[f'w{number}']})"
        words = {each: row.page.label("shared", "split", each) for each in Split}
        share = f"IF({split}={words[Split.BY_WEIGHT]},ROUND({own}*{FINEST},0),0)"
        hours = f"IF({split}={words[Split.BY_HOURS]},IF({own}>0,{row['own']},0),{share})"
        return f"IF({split}={words[Split.EQUALLY]},IF({own}>0,1,0),{hours})"

    return formula


def _weight_value(own: Apart, number: int) -> Callable[[Row], Value]:
    return lambda row: own.weight(row.number, number)


def _so_far(number: int) -> Callable[[Row], str]:
    """The weights down to a row: rows stand in the order in which odd units fall."""

    def formula(row: Row) -> str:
        letter = row.page.sheets["people"].letters[f"g{number}"]
        return f"SUM(${letter}${FIRST_ROW + 1}:{row[f'g{number}']})"

    return formula


def _so_far_value(own: Apart, number: int) -> Callable[[Row], Value]:
    return lambda row: sum(own.weight(person, number) for person in range(1, row.number + 1))


def _part(number: int, unit: str) -> Callable[[Row], str]:
    def formula(row: Row) -> str:
        total, weights = _element(row, unit, number), _element(row, "weight", number)
        so_far, mine = row[f"c{number}"], row[f"g{number}"]
        parts = f"ROUND({total}*{so_far}/{weights},0)-ROUND({total}*({so_far}-{mine})/{weights},0)"
        return f"IF({weights}=0,0,{parts})"

    return formula


def _part_value(own: Apart, number: int, unit: str) -> Callable[[Row], Value]:
    return lambda row: float(getattr(own.part(row.number, number), unit))


def _shared(own: Apart) -> Mapping[str, Reckoned]:
    def weights(row: Row) -> int:
        return sum(own.weight(person, row.number) for person in own.people)

    def divided(row: Row) -> Amount:
        return sum((own.part(person, row.number) for person in own.people), Amount())

    def total(unit: str) -> Callable[[Row], str]:
        return lambda row: f"SUM({row.page.rows('people', f'{unit}{row.number}')})"

    def shown(unit: str, divisor: int) -> Callable[[Row], str]:
        return lambda row: f'IF({row["element"]}="","",{total(unit)(row)}/{divisor})'

    def there(value: Callable[[Row], Value]) -> Callable[[Row], Value]:
        return lambda row: value(row) if row.line.text("element") else None

    def check(row: Row) -> str:
        return f'IF({row["element"]}="","",IF({row["weight"]}=0,{literal(UNDIVIDED)},{literal(DIVIDED)}))'

    return {
        "divided_hours": Reckoned(shown("m", 60), there(lambda row: divided(row).minutes / 60), "shown_hours"),
        "divided_pounds": Reckoned(shown("q", 100), there(lambda row: divided(row).pence / 100), "shown_money"),
        "check": Reckoned(check, there(lambda row: DIVIDED if weights(row) else UNDIVIDED)),
        "weight": Reckoned(total("g"), weights, "shown_figure"),
        "minutes": Reckoned(
            lambda row: f"ROUND(N({row['hours']})*60,0)",
            lambda row: row.line.sum_of("hours", "pounds").minutes,
            "shown_figure",
        ),
        "pence": Reckoned(
            lambda row: f"ROUND(N({row['pounds']})*100,0)",
            lambda row: row.line.sum_of("hours", "pounds").pence,
            "shown_figure",
        ),
    }
