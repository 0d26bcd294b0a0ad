"""What a template of accounts must have: the tables and fields that its workbook reckons with."""

from collections.abc import Iterator

from xlkit.form.accounts import FACTS, SHAPES
from xlkit.form.keeps import Accounts
from xlkit.form.xlsform.form import blocks, every
from xlkit.form.xlsform.problem import Problem
from xlkit.form.xlsform.workbook import Book

LONGEST_SHEET = 31  # characters of a sheet's name


def problems(book: Book) -> Iterator[Problem]:
    """Tables and fields that are missing, and tables whose titles fit no tab."""
    kept = next((line.text("consolidate").lower() for line in book.lines("settings")), "")
    if kept not in set(Accounts) or "survey" not in book.sheets:
        return
    asked = list(every(blocks(book)))
    there = {item.name: {field.name for field in item.fields} for item in asked if item.fields}
    there[FACTS] = {item.name for item in asked if not item.fields}
    for table, shape in SHAPES[Accounts(kept)].items():
        missing = [name for name in shape.needed.split() if name not in there.get(table, ())]
        if missing:
            where = "outside its tables" if table == FACTS else f"in a repeat named {table}"
            reason = f"what is consolidated as a {kept} needs {', '.join(missing)} {where}: add it"
            yield Problem(book.sheets["survey"].name, "", reason)
    for item in asked:
        if item.fields and len(item.line.text("label")) > LONGEST_SHEET:
            yield item.line.problem(
                "label", f"a sheet of accounts has a name of {LONGEST_SHEET} characters: shorten it"
            )
