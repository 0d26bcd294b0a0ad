"""Method of ratings: how what stands beside the five levels is worked out, in words and as formulas."""

from dataclasses import dataclass

from xlkit.comparison.scale_matrix import STEP
from xlkit.measures.picks import known_formula, middle_formula, order_formula, shifted_formula


@dataclass(frozen=True, slots=True)
class Explained:
    """Something that is worked out, in words, and the shape of its formula where it has one."""

    name: str
    text: str
    formula: str = ""


RATINGS = (
    Explained(
        "Rating, forecast and outcome",
        "What an organisation picks from a scale of its template's own, such as red to green or how likely something "
        "is. The choices are in order, no more: they are counted, never averaged, and never subtracted from levels.",
        known_formula("answer", "labels"),
    ),
    Explained(
        "Several returns of one organisation",
        "The agreed one stands. Without it, the choice in the low middle of those picked stands: the middle one in the "
        "order of the scale, and of two middle ones the lower. Choices outside the order are left out of this.",
        middle_formula("answers", "position_numbers=position", "labels"),
    ),
    Explained(
        "Dates of its own",
        "Each organisation's dates are those its workbook was issued with (sheet Settings). A date has passed where it "
        "lies before the as-at date.",
    ),
    Explained(
        "Outcomes reached",
        "Of the outcomes of the same section and date, those whose choice says that it is reached: all, some or none. "
        "A blank is not reached, but where all are blank nothing is said.",
    ),
    Explained(
        "What changed",
        "The same organisation and item in both rounds, by the order of the choices: up, down or stayed. Changed "
        "otherwise is a change between choices alike in the order or outside it. Who joined or left is counted apart.",
        shifted_formula("then", "now", "place_then", "place_now"),
    ),
    Explained(
        "Place in the order",
        "The rank that a template gives a choice, 1 being the least. Where choices have none, those that say it is "
        "reached come after the others.",
        order_formula("choice", "labels", "places"),
    ),
    Explained(
        "Who could help",
        "Organisations ahead on the section that a request stands in: a better lowest forecast for the next date that "
        "has not passed (where all have, the last); where that is alike, more outcomes reached. No forecast "
        "comes last. The furthest on stand first; those alike in both follow the order of names, and none of them is "
        "ahead of the other.",
        f"place_of_lowest_forecast*{STEP}+outcomes_reached",
    ),
    Explained(
        "Theme of a rating",
        "The theme that the crosswalk gives to the item itself, or else to its section. Beside the levels of a theme "
        "ratings stand in words, as another scale.",
    ),
    Explained(
        "Timing in a register",
        "The first date of a row against the as-at date; closed where a choice of the row says so.",
    ),
)
