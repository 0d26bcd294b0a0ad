"""Many: folders of as many returns as wanted, of the templates that are shipped, each of another organisation."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tests.builders.edits import parts_of, spoilt
from tests.builders.files import zipped
from xlkit.books.respondent import respondent_workbook
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.returns import return_ids
from xlkit.round import identities

SHAPES = 24  # returns that are written whole; the others are the same under other names
TEXTS, PROPERTIES = "xl/sharedStrings.xml", ("docProps/core.xml", "docProps/custom.xml")


@cache
def _shapes() -> tuple[tuple[dict[str, bytes], str, str], ...]:
    """The parts of returns as providers fill them in, with the name and return id that stand in them."""
    instrument = xlsform.find(assessments.PROVIDERS)
    found = []
    with TemporaryDirectory() as folder:
        for number, each in zip(range(SHAPES), _filled(), strict=False):
            who = identities.issued(
                instrument, replace(each.recipient, organisation=f"Shape {number:03} Trust"), "Spring 2027"
            )
            path = Path(folder) / f"{number}.xlsx"
            details = {name: said for name, said in each.draft.details.items() if name != "organisation"}
            respondent_workbook.write(path, instrument, who, assessments.ROUND, replace(each.draft, details=details))
            found.append((parts_of(path.read_bytes()), who.organisation, who.return_id))
    return tuple(found)


def _filled() -> Iterator[assessments.Completed]:
    yield from assessments.provider_returns(xlsform.find(assessments.PROVIDERS))


def write_returns(folder: Path, count: int) -> list[Path]:
    """So many filled-in returns, in a folder that is made; all are sound."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write_return(folder, number) for number in range(count)]


def _write_return(folder: Path, number: int) -> Path:
    shapes = _shapes()
    parts, name, return_id = shapes[number % len(shapes)]
    other, other_id = f"Organisation {number:05}", return_ids.return_id((f"Organisation {number:05}",))
    changed = {
        part: parts[part].replace(name.encode(), other.encode()).replace(return_id.encode(), other_id.encode())
        for part in (TEXTS, *PROPERTIES)
    }
    path = folder / f"organisation-{number:05}.xlsx"
    path.write_bytes(zipped({**parts, **changed}))
    return path


def spoil(paths: list[Path], seed: int = 1) -> None:
    """Make each of these files bad in one of the ways in which files come back bad."""
    chance = Random(seed)
    for path in paths:
        data = path.read_bytes()
        way = chance.randrange(5)
        if way == 0:
            path.write_bytes(data[: chance.randrange(len(data))])
        elif way == 1:
            path.write_bytes(spoilt(data, TEXTS))
        elif way == 2:
            path.write_bytes(b"%PDF-1.7\n" + bytes(chance.randrange(1_000)))
        elif way == 3:
            path.write_bytes(zipped({**parts_of(data), "xl/media/a.png": bytes(40_000_000)}))
        else:
            path.write_bytes(b"")
