"""Beside: choices that stand in files of their own, which lie in the folder of the form."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any
from xml.parsers import expat

from xlkit.form.xlsform.book import Line
from xlkit.form.xlsform.cells import LAST_COLUMN, LAST_ROW, Files, Grid, Table, seen, text_of

LARGEST = 5 * 2**20  # bytes: ten thousand choices take less than one
FROM_FILE = re.compile(r"select[_ ](?:one|multiple)[_ ]from[_ ]file\s+(\S+)", re.IGNORECASE)
PULLING = re.compile(r"pulldata\(\s*['\"]([^'\"]+)['\"]")
RULES = ("relevant", "constraint", "calculation", "choice_filter")
NAMING = re.compile(r"\b(value|label)\s*=\s*(\S+)")
OF_PLACES = "properties"  # what a GeoJSON file calls the facts of a place
READ = "a .csv, an .xml or a .geojson file of choices is read"
_ALL_OF_IT = True
OF_ROOT, OF_ENTRY = 2, 3  # how deep an entry stands in a file of XML, and what is said of it


class UnreadableError(Exception):
    """A file that gives no choices; its text says why, as it goes on after the name of the file."""


def files(folder: Path, survey: Iterable[Line]) -> Files:
    """What a survey takes choices and facts from."""
    choices_of, pulled, unread = dict[str, Grid](), dict[str, Table](), dict[str, str]()
    for row in survey:
        taken = FROM_FILE.match(row.text("type").strip())
        facts = {name for rule in RULES for name in PULLING.findall(row.text(rule))}
        for name in (*([taken[1]] if taken else []), *sorted(facts - pulled.keys())):
            try:
                if name in facts:
                    pulled[name] = _read(folder, name if Path(name).suffix else f"{name}.csv")
                else:
                    choices_of[name] = choices(folder, name, dict(NAMING.findall(row.text("parameters"))))
            except UnreadableError as error:
                unread[name] = str(error)
    return Files(choices_of, pulled, unread)


def choices(folder: Path, name: str, calls: Mapping[str, str]) -> Grid:
    """The choices of a file beside a form, with the headings `name` and `label`; UnreadableError where it has none."""
    rows = _read(folder, name)
    headings = [text.strip() for text in rows[0]] if rows else []
    is_place = name.lower().endswith(".geojson")
    of_name, of_label = calls.get("value", "id" if is_place else ""), calls.get("label", "title" if is_place else "")
    known = {of_label: "label", of_name: "name"}
    shown = [known.get(heading, heading) if heading else "" for heading in headings]
    if not {"name", "value"} & {heading.lower() for heading in shown}:
        raise UnreadableError(f"has no column {of_name or 'name'}, by which choices are known")
    return Grid(name, (shown, *rows[1:]), len(rows))


def _read(folder: Path, name: str) -> Table:
    """The rows of a file beside a form, its headings first; UnreadableError where it cannot be read."""
    path = folder / name
    # What a link beside the form points to may lie anywhere, and be nobody's business who gets the workbook.
    is_there = path.is_file() and path.resolve().is_relative_to(folder.resolve())
    if Path(name).name != name or "\\" in name or not is_there:
        raise UnreadableError("does not lie in the folder of the form: put it there")
    if path.stat().st_size > LARGEST:
        raise UnreadableError(f"is larger than {LARGEST // 2**20} MB, which is too much for choices")
    try:
        rows = _rows(path, name)
    except (OSError, ValueError, TypeError, csv.Error, expat.ExpatError, RecursionError) as error:
        raise UnreadableError(f"cannot be read: {READ}") from error
    if len(rows) > LAST_ROW:
        raise UnreadableError(f"has more than {LAST_ROW} rows, which no sheet takes")
    return rows


def _rows(path: Path, name: str) -> Table:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")  # as Excel on Windows saves a .csv
    if name.lower().endswith(".geojson"):
        return [*_told(_places(json.loads(text)))]
    if name.lower().endswith(".xml"):
        return [*_told(_entries(text))]
    if name.lower().endswith(".csv"):
        rows = csv.reader(StringIO(text, newline=""))
        return [[seen(cell).strip() for cell in row[:LAST_COLUMN]] for row in rows]
    raise ValueError(name)


def _places(content: Any) -> Sequence[Mapping[str, object]]:
    """The facts of the places in a GeoJSON file; TypeError where it is none."""
    if not isinstance(content, dict) or not isinstance(content.get("features"), list):
        raise TypeError(OF_PLACES)
    places = [place for place in content["features"] if isinstance(place, dict)]
    return [{"id": place.get("id"), **(place.get(OF_PLACES) or {})} for place in places]


def _entries(text: str) -> Sequence[Mapping[str, object]]:
    """What is said of each entry below the root of a file of XML; ValueError where that declares entities."""
    entries, around = list[dict[str, str]](), list[str]()

    def begin(name: str, _: object) -> None:
        around.append(name)
        if len(around) == OF_ROOT:
            entries.append({})
        elif len(around) == OF_ENTRY:
            entries[-1].setdefault(name, "")

    def say(words: str) -> None:
        if len(around) == OF_ENTRY:
            entries[-1][around[-1]] += words

    def refuse(*_: object) -> None:
        raise ValueError

    reader = expat.ParserCreate("utf-8")
    reader.buffer_text = True
    reader.StartElementHandler, reader.CharacterDataHandler = begin, say
    reader.EndElementHandler = lambda _: around.pop()
    reader.StartDoctypeDeclHandler = refuse
    reader.Parse(text.encode(), _ALL_OF_IT)
    return entries


def _told(facts: Sequence[Mapping[str, object]]) -> Iterator[Sequence[str]]:
    """Facts as rows below their names."""
    headings = list(dict.fromkeys(key for fact in facts for key in fact))[:LAST_COLUMN]
    yield headings
    yield from ([_shown(fact.get(key)) for key in headings] for fact in facts)


def _shown(value: object) -> str:
    return "" if isinstance(value, dict | list) else text_of(value).strip()
