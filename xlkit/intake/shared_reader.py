"""The counts that a shared workbook gives to be combined with those of other councils, read back."""

from collections.abc import Iterable, Mapping, Sequence

from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument
from xlkit.intake.council_workbook import (
    AS_WRITTEN,
    COUNTED_FIRST,
    COUNTED_LAST,
    OWN_STEPS,
    CouncilWorkbook,
    Counted,
    CountedSide,
    CountedTheme,
    count_level,
)
from xlkit.measures.grouped import grouped
from xlkit.measures.scale import FIVE, Counts
from xlkit.returns.issues import issue
from xlkit.returns.raw import RawReturn
from xlkit.returns.tables import Record, UnreadableError, has, records

TITLE = "360-degree comparison: shared figures"  # of a shared workbook, in the first cell of its cover
COVER, COUNTS = "Cover", "Counts"
NOTHING_SHOWN = "What is shown"  # label on the cover of one that says nothing of anybody but of councils
SHOWN, LEFT_OUT = "yes", "no"
FEWEST_LEVELS = (1, 2)  # that every scale has
QUESTIONS_NEED = {"Item name"}  # of a sheet that counts what is no level
REGION_NEEDS = {"Theme", "Rests on", "Not shown"}
COUNTS_NEED = {*COUNTED_FIRST, *map(count_level, FEWEST_LEVELS), *COUNTED_LAST}
THEMES_NEED = {"Theme", "Commissioner level", "Providers (n)", *(f"At level {level}" for level in FEWEST_LEVELS)}


def is_shared(raw: RawReturn) -> bool:
    """Whether a workbook is a shared one, told by its counts, or by its cover where an older version wrote it."""
    cover = next((sheet.rows for sheet in raw.sheets if sheet.name == COVER), ())
    return has(raw, COUNTS_NEED) or bool(cover and cover[0] and cover[0][0] == TITLE)


def is_hollow(raw: RawReturn) -> bool:
    """Whether the cover of a shared workbook says that nothing about others than councils is shown in it."""
    rows = (row for sheet in raw.sheets if sheet.name == COVER for row in sheet.rows)
    return any(row[:1] == (NOTHING_SHOWN,) for row in map(tuple, rows))


def read(raw: RawReturn, instruments: Mapping[str, Instrument], crosswalk: Crosswalk) -> CouncilWorkbook:
    """The counts of a shared workbook; where it was edited or does not hold them, one issue says so."""
    rows = list(records(raw, COUNTS_NEED))
    if not rows:
        return _none(_without_counts(raw))
    try:
        counted = _read(raw, rows, instruments, crosswalk)
    except UnreadableError as wrong:
        return _none(f"{wrong}: {AS_WRITTEN}")
    themes = [theme for side in counted.sides for theme in side.themes]
    shown = sum(theme.counts is not None for theme in themes)
    alone = issue("counts-alone", council=counted.council or "a council", shown=shown, themes=len(themes))
    return CouncilWorkbook(counted=counted, issues=(alone,))


def _none(reason: str) -> CouncilWorkbook:
    return CouncilWorkbook(issues=(issue("council-workbook", kind="shared", reason=reason),))


def _read(
    raw: RawReturn, rows: Sequence[Record], instruments: Mapping[str, Instrument], crosswalk: Crosswalk
) -> Counted:
    first = rows[0]
    for name in ("council", "round", "as_at", "smallest_group"):
        if any(record.text(name) != first.text(name) for record in rows):
            raise UnreadableError(f"its sheet {first.sheet} names more than one council, round, date or smallest group")
    smallest = first.whole("smallest_group") or 0
    by_template = grouped(rows, lambda record: record.text("template"))
    sides = tuple(_side(mine, smallest, instruments, crosswalk) for mine in by_template.values())
    _compare(raw, sides, first.sheet, crosswalk)
    return Counted(first.text("council"), first.text("round"), first.day("as_at"), smallest, sides)


def _without_counts(raw: RawReturn) -> str:
    """Why there are no counts in a shared workbook, and what to do."""
    if has(raw, REGION_NEEDS):
        return "it is that of a region, whose councils cannot be told apart again: give the workbooks of its councils"
    if has(raw, QUESTIONS_NEED) and not has(raw, THEMES_NEED):
        reason = "it counts questions without levels, and from such a workbook only counts by theme are added up"
        return f"{reason}: give the consolidated workbook of that council, or its returns"
    reason = f"it has no sheet {COUNTS} with the columns to be read back, as an older version left it or after an edit"
    return f"{reason}: merge the returns again with --audience shared"


def _side(
    mine: Sequence[Record], smallest: int, instruments: Mapping[str, Instrument], crosswalk: Crosswalk
) -> CountedSide:
    template = mine[0].text("template")
    if template and template not in instruments:
        raise UnreadableError(
            f"{mine[0].cell('template').address} names the template “{template}”, which is not known here"
        )
    names = [record.text("theme") for record in mine]
    known = {theme.name for theme in crosswalk.themes}
    for record in mine:
        name, where = record.text("theme"), record.cell("theme").address
        if name not in known:
            raise UnreadableError(f"{where} names the theme “{name}”, which the crosswalk does not have")
        if names.count(name) > 1:
            raise UnreadableError(f"{where} names the theme “{name}” a second time")
    steps = instruments[template].scale.steps if template else FIVE.steps
    own_steps = mine[0].whole(OWN_STEPS) or steps
    themes = tuple(_theme(record, smallest, steps, own_steps) for record in mine)
    return CountedSide(template, mine[0].text("version"), steps, own_steps, mine[0].whole("organisations"), themes)


def _theme(record: Record, smallest: int, steps: int, own_steps: int) -> CountedTheme:
    level, lowest = (record.whole(name, 1, own_steps) for name in ("own_level", "own_lowest"))
    shown = record.text("shown")
    given = [record.whole(name) for name in ("n", *map(count_level, range(1, steps + 1)))]
    if shown == LEFT_OUT and not any(number is not None for number in given):
        return CountedTheme(record.text("theme"), None, level, lowest)
    counts: Counts = tuple(number for number in given[1:] if number is not None)
    if shown != SHOWN or len(counts) != steps or given[0] != sum(counts):
        raise UnreadableError(f"{record.cell('n').address} and the counts beside it do not agree with each other")
    if sum(counts) < smallest:
        raise UnreadableError(f"{record.cell('n').address} counts fewer than its own smallest group of {smallest}")
    return CountedTheme(record.text("theme"), counts, level, lowest)


def _compare(raw: RawReturn, sides: Iterable[CountedSide], sheet: str, crosswalk: Crosswalk) -> None:
    """Hold the counts against the comparison by theme in the same workbook; UnreadableError where one was edited."""
    titles = {theme.name: theme.title for theme in crosswalk.themes}
    for side in sides:
        there = {
            (record.text("Theme"), tuple(record.whole(f"At level {level}") for level in range(1, side.steps + 1)))
            for record in records(raw, THEMES_NEED)
        }
        for theme in side.themes:
            empty: tuple[int | None, ...] = (None,) * side.steps
            if there and (titles[theme.theme], theme.counts or empty) not in there:
                raise UnreadableError(
                    f"its sheet {sheet} and the comparison by theme differ on “{titles[theme.theme]}”"
                )
