"""Reviews of a made-up person: blank, and filled in as a facilitator would."""

from datetime import date
from pathlib import Path

from xlkit.books.review import review_workbook
from xlkit.books.writer.held import EPOCH
from xlkit.form import review
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import find

NAME = "person-centred-review"
TOO_PRIVATE = "Marged cried when they moved her"
NAMES_NOBODY = "these words: they name nobody"


def blank(path: Path, instrument: Instrument | None = None, name: str = "") -> Path:
    """A review as it is written."""
    review_workbook.write(path, instrument or find(NAME), find("top-twos"), name)
    return path


def rows() -> dict[str, int]:
    """The rows of the talk, from 1, by their references."""
    blocks = review.blocks(find(NAME))
    return {block.ref(row): row + 1 for block in blocks for row in range(block.first, block.last + 1)}


def day(when: date) -> float:
    """A date as a cell holds it."""
    return float((when - EPOCH).days)


def filled() -> dict[tuple[str, str], float | str | bool | None]:
    """What is typed into it, by sheets and cells: three of six picked, one of them held back."""
    at = rows()
    said = {
        "V1.1": "Warm and funny",
        "V2.1": "My garden",
        "V2.3": "Tea in bed",
        "V3.1": "I want a dog",
        "V6.1.2": "The same people come",
        "V6.2.1": "They change the rota",
        "V6.2.2": TOO_PRIVATE,
    }
    changes: dict[tuple[str, str], float | str | bool | None] = {
        ("Review", f"B{at[ref]}"): text for ref, text in said.items()
    }
    picked = {"V3.1": 1.0, "V6.1.2": 1.0, "V6.2.1": 1.0, "V6.2.2": 2.0}
    changes |= {("Review", f"D{at[ref]}"): number for ref, number in picked.items()}
    changes |= {
        ("Review", f"C{at['V3.1']}"): "the person",
        ("Actions", "B5"): "Agree the rota with her",
        ("Actions", "C5"): "V6.2.1",
        ("Actions", "F5"): day(date(2027, 3, 1)),
        ("Actions", "C3"): day(date(2027, 4, 1)),
        ("Before the day", "C7"): day(date(2027, 2, 12)),
    }
    for row, use in {4: NAMES_NOBODY, 6: "only counted", 7: "held back: act on it first", 8: NAMES_NOBODY}.items():
        changes |= {("Top twos", f"E{row}"): use, ("Top twos", f"F{row}"): "the person"}
    return changes
