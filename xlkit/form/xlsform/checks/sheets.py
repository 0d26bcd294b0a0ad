"""What can be wrong with the sheets beside the survey, and with a crosswalk."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from xlkit.form.accounts import FACTS, SHAPES
from xlkit.form.instrument import Accounts, PlannerKind
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.build import FIRST_VERSION, name_of
from xlkit.form.xlsform.checks import rules
from xlkit.form.xlsform.dialect import NO, YES
from xlkit.form.xlsform.form import blocks, every
from xlkit.form.xlsform.problem import Problem, Takes, Weight
from xlkit.measures.scale import commonest
from xlkit.whole import whole_number

NARROWEST, WIDEST = 5, 120  # characters
APART = re.compile(r"[^\W\d_][\w /'’-]{0,19}")  # no sign that a formula takes for a pattern or a comparison
KEPT_KINDS = {"action": PlannerKind.TEXT, "owner": PlannerKind.TEXT, "due": PlannerKind.DATE}
LONGEST_SHEET = 31  # characters of a sheet's name


def settings(book: Book) -> Iterator[Problem]:
    """One row that names the form; what it does not say is taken from the name of the file."""
    lines = book.lines("settings")
    sheet = book.sheets["settings"].name if "settings" in book.sheets else "settings"
    instead = {"form_title": name_of(book), "form_id": name_of(book), "version": FIRST_VERSION}
    for column, taken in instead.items():
        if not any(line.text(column) for line in lines[:1]):
            reason = f"the {column} is empty: {taken!r} is taken for it; fill it in, so that rounds can be compared"
            yield lines[0].left_out(column, reason) if lines else Problem(sheet, "", reason, Weight.LEFT_OUT)
    for line in lines[:1]:
        if line.text("form_id") not in ("", name_of(book)):
            reason = f"the form_id {line.text('form_id')!r} cannot be part of a file's name: {name_of(book)!r} is taken"
            yield line.left_out("form_id", reason)
    for line in lines[1:]:
        yield line.left_out("form_title", "the settings have one row only, and the first is taken: delete this one")


def choices(book: Book) -> Iterator[Problem]:
    """Lists whose choices can be told apart, all on one scale or none."""
    for line in book.lines("choices"):
        for column in ("list_name", "name"):
            if not line.text(column):
                yield line.left_out(column, f"the {column} is empty, so the choice is left out: fill it in", Takes.ROW)
        yield from _apart(line)
    for listed in book.lists().values():
        yield from rules.unique(listed, "apart")
        yield from _scale([line for line in listed if not line.text("apart")], "score", may_lack=False)
        yield from _scale(listed, "rank", may_lack=True)


def _apart(line: Line) -> Iterator[Problem]:
    """What is counted apart says under which words, and stands on no scale."""
    words = line.text("apart")
    if words and (words.lower() in (*YES, *NO) or not APART.fullmatch(words)):
        reason = f"{words!r} stands where the words are named that the choice is counted under: a few, such as n/a"
        yield line.problem("apart", reason)
    if words:
        yield from rules.empty(line, ("score", "rank"), "the choice is counted apart: leave its {column} empty")


def _scale(lines: Sequence[Line], column: str, *, may_lack: bool) -> Iterator[Problem]:
    """Either nothing, or the whole numbers from 1 on, each once; where some may lack one, those do not apply."""
    filled = [line for line in lines if line.text(column)]
    if not filled:
        return
    yield from rules.unique(filled, column)
    for line in lines:
        if not line.text(column) and not may_lack:
            reason = f"other choices of this list have a {column}: give every one a {column}, or none"
            yield line.problem(column, reason)
    places = [(place, line) for line in filled if (place := whole_number(line.text(column), 1))]
    if len({place for place, _ in places}) == len(filled if may_lack else lines):
        for place, line in places:
            if place > len(places):
                yield line.problem(column, f"the {column}s of this list must run from 1 to {len(places)} without a gap")


def planner(book: Book) -> Iterator[Problem]:
    """Columns of known kinds, whose lists are among the choices."""
    lists = {name for name in book.lists() if name}
    lines = book.lines("planner")
    if "planner" in book.sheets and not lines:
        yield Problem(book.sheets["planner"].name, "A2", "the planner has no columns: add some, or delete the sheet")
    for line in lines:
        yield from rules.named(line, "column")
        yield from _planner_column(line, lists)


def _planner_column(line: Line, lists: set[str]) -> Iterator[Problem]:
    kind, wanted = line.text("kind").lower(), KEPT_KINDS.get(line.text("column"))
    if wanted and kind and kind != wanted:
        yield line.problem("kind", f"the column {line.text('column')} is always of the kind {wanted.value}")
    if kind == PlannerKind.CHOICE:
        if line.text("choices") not in lists:
            yield line.problem("choices", "a column of the kind choice needs a list_name of the sheet choices")
    else:
        yield from rules.empty(line, ("choices",), "only a column of the kind choice has choices: leave it empty")
    width = line.text("width")
    if width and whole_number(width, NARROWEST, WIDEST) is None:
        yield line.problem("width", f"the width must be a whole number of characters, {NARROWEST} to {WIDEST}")


def scales(book: Book) -> Iterator[Problem]:
    """Low levels that leave as many high ones, and a cut between the ends, on the scale of most questions."""
    for line in book.lines("settings")[:1]:
        if line.text("low") or line.text("cut"):
            yield from _bounds(line, _steps(book))


def _steps(book: Book) -> int:
    """How many steps the scale has that most questions are on; 0 where none is on any."""
    scored = [line.text("list_name") for line in book.lines("choices") if line.text("score")]
    lists = [item.line.from_list for item in every(blocks(book)) if item.is_answered]
    return commonest(many for name in lists if (many := scored.count(name)) > 1)


def _bounds(line: Line, steps: int) -> Iterator[Problem]:
    low, cut = line.text("low"), line.text("cut")
    if not steps:
        for column in ("low", "cut"):
            yield from rules.empty(line, (column,), "no question has levels: leave the {column} empty")
        return
    if low and whole_number(low, 1, steps // 2) is None:
        yield line.problem("low", f"the highest of the low levels is a whole number from 1 to {steps // 2} of {steps}")
    if cut and not (_is_number(cut) and 1 <= float(cut) < steps):
        yield line.problem("cut", f"quadrants part at a level from 1 to less than {steps}, or between two such as 2.5")


def _is_number(text: str) -> bool:
    whole, _, part = text.partition(".")
    return all(digits.isascii() and digits.isdigit() for digits in (whole, part or "0"))


def accounts(book: Book) -> Iterator[Problem]:
    """Tables and fields that are missing, and tables whose titles fit no tab."""
    kept = book.setting("consolidate").lower()
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


def crosswalk(book: Book, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Themes of one title each, no item linked to a theme twice, and no item that its known instrument lacks."""
    lines = book.lines("crosswalk")
    if "crosswalk" in book.sheets and not lines:
        yield Problem(book.sheets["crosswalk"].name, "A2", "the crosswalk is empty: add a row for each item of a theme")
    for line in lines:
        for column in ("theme", "instrument", "item"):
            yield from rules.named(line, column, rules.PATH)
        yield from _item(line, known)
    yield from _twice(lines)


def _item(line: Line, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    instrument, item = line.text("instrument"), line.text("item")
    if item and item not in known.get(instrument, (item,)):
        reason = f"{instrument} has no question named {item!r}: write the name of one of its questions or sections"
        yield line.problem("item", reason)


def _twice(lines: tuple[Line, ...]) -> Iterator[Problem]:
    links: dict[tuple[str, ...], Line] = {}
    titles: dict[str, str] = {}
    for line in lines:
        theme, title = line.text("theme"), line.text("title")
        if titles.setdefault(theme, title) != title:
            yield line.problem("title", f"the theme {theme!r} is titled {titles[theme]!r} above: use one title")
        first = links.setdefault((theme, line.text("instrument"), line.text("item")), line)
        if first is not line:
            yield line.problem("item", f"the item is already linked to this theme in row {first.number}: delete one")
