"""Scales: the choices of ratings, forecasts and outcomes in their order, which the formulas look up."""

from xlkit.books.writer.choice_tones import coloured
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.comparison.other_scales.scale_matrix import Matrices, ScaleStep
from xlkit.form.item import Tone

COLUMNS: tuple[Col[ScaleStep], ...] = (
    Col("scale", "Scale", 10, "whole", value=lambda row: row.scale.number),
    Col("label", "Choice", 34, value=lambda row: row.choice.label),
    Col("order", "Place in the order", 12, "whole", value=lambda row: row.scale.order(row.choice)),
    Col("reached", "Says it is reached", 14, value=lambda row: "yes" if row.choice.reached else None),
    Col("tone", "Colour", 16, value=lambda row: _named(row.choice.tone) if row.choice.tone else None),
    Col("used", "Used by", 60, value=lambda row: ", ".join(row.refs)),
    Col("name", "Choice name", 22, "line", value=lambda row: row.choice.name),
)
INTRO = (
    "The choices of every rating, forecast and outcome of {title}, the least first, and after them those outside the "
    "order. These are no levels from 1 to 5. Formulas rest on the order of these rows: do not sort them."
)


def sheet(matrices: Matrices, name: str, place: int) -> SheetOf[ScaleStep]:
    """The sheet of all scales of an instrument."""
    title = matrices.panel.instrument.title
    return SheetOf(
        sheet=name,
        name=f"Scales_{place}",
        title=f"Scales: {title}",
        intro=INTRO.format(title=title),
        columns=COLUMNS,
        records=matrices.steps,
        more=coloured(["label"], matrices.scales),
    )


def _named(tone: Tone) -> str:
    return tone.value.replace("_", "/").capitalize()
