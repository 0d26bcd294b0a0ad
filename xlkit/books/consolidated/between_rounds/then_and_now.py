"""Then and now: one row for each who answered and item, with the level of the earlier round and that of this one."""

from collections.abc import Sequence

from xlkit.books.consolidated.common import item_key, look_up_answer
from xlkit.books.consolidated.given.data import MOST_LIVE
from xlkit.books.writer.sheets import Array, At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.between_rounds.movement import Movement, Pair
from xlkit.form.identity import Perspective
from xlkit.form.item import Item
from xlkit.measures.change import moved_formula
from xlkit.measures.location import low_median_where_formula
from xlkit.measures.scale import Scale, Where

SPEAKERS = {
    Perspective.COMMISSIONER: "council",
    Perspective.PROVIDER: "providers",
    Perspective.PEOPLE: "people",
    Perspective.PARTNER: "partners",
}
MOST_TOGETHER = 40  # returns of one unit whose low median a formula can work out: it names each
INTRO = (
    "{earlier} beside this round: one row for each organisation, locality, service area and item. Levels of then are "
    "as they stood in the earlier workbook. {how}"
)
LIVE = "Levels of now follow the sheet “{sheet}”."
PLAIN = "Levels of now are plain values."


def view_of(movement: Movement) -> str:
    """What follows a name or a title where others speak: ", view of people"; nothing for own answers."""
    return "" if movement.perspective is Perspective.SELF else f", view of {SPEAKERS[movement.perspective]}"


def is_live(movement: Movement) -> bool:
    """Whether there are few enough levels for formulas to follow them."""
    return len(movement.pairs) <= MOST_LIVE


def sheet(movement: Movement, name: str, answers: Table, place: int) -> SheetOf[Pair]:
    """The sheet of all that one movement rests on."""
    is_followed = is_live(movement)
    items = [moved.item for moved in movement.items]
    return SheetOf(
        sheet=name,
        name=f"Then_and_now_{place}",
        title=f"Then and now: {movement.instrument.title}{view_of(movement)}",
        intro=INTRO.format(earlier=movement.earlier, how=LIVE.format(sheet=answers.sheet) if is_followed else PLAIN),
        columns=(
            Col("organisation", "Organisation", 32, "line", value=lambda row: row.unit.organisation),
            Col("subject", "About", 32, "line", value=lambda row: row.unit.subject),
            Col("locality", "Locality", 18, "line", value=lambda row: row.unit.locality),
            Col("service_area", "Service area", 20, "line", value=lambda row: row.unit.service_area),
            Col("ref", "Ref", 8, "line", value=lambda row: items[row.item].ref),
            Col("item", "Item", 36, "line", value=lambda row: items[row.item].title),
            Col("before", "Level then", 10, "level"),
            Col(
                *("now", "Level now", 10, "level"),
                formula=lambda at: _now(at, items[at.row.item], answers) if is_followed else None,
            ),
            Col(
                *("state", "Movement", 14, "line"),
                formula=lambda at: moved_formula(at["before"], at["now"]) if is_followed else None,
            ),
            Col(
                *("return_id", "Return id (where it is one)", 16, "line"),
                value=lambda row: row.speaking[0] if len(row.speaking) == 1 else None,
            ),
            Col("name", "Item name", 24, "line", value=lambda row: items[row.item].name),
        ),
        scale=movement.instrument.scale,
        records=movement.pairs,
        printed="state",
    )


def _now(at: At[Pair], item: Item, answers: Table) -> str | Array | None:
    speaking = at.row.speaking
    if not speaking or len(speaking) > MOST_TOGETHER:
        return None
    if len(speaking) == 1:
        return look_up_answer(answers, item, at["return_id"])
    levels, chosen = answers.span(item_key(item.name)), Where(_any_of(answers.span("return_id"), speaking), "1")
    return Array(low_median_where_formula(levels, chosen, Scale.of(item.steps)))


def _any_of(ids: str, wanted: Sequence[str]) -> str:
    return "(" + "+".join(f'({ids}="{return_id}")' for return_id in wanted) + ")"
