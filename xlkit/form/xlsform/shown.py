"""The whole wording of a template as plain text: one text a line, so that two versions can be compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from xlkit.form.crosswalk import Crosswalk, Theme
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.words.languages import STATED, lacking, plain_code
from xlkit.form.xlsform.expressions import written
from xlkit.form.xlsform.shelf import CROSSWALK, crosswalk, find, is_crosswalk, library, load, load_crosswalk, shipped

NO_SIDE = (
    "the settings name no side, so it does not stand in the 360: write provider, where providers answer it about "
    "themselves, or commissioner, where a council does, in the column side of the settings"
)
FEW = {"statement": 0, "table": 0, "setting": 0, "language": 1}  # so many are not worth a word


def wording(name_or_path: str, folder: Path | None = None) -> str:
    """The wording of an instrument, or of the crosswalk, by its name or by the path of its workbook.

    Raises XlkitError where there is none, or where it is not sound.
    """
    path = Path(name_or_path)
    if path.is_file() and is_crosswalk(path):
        return of_crosswalk(crosswalk(path))
    if name_or_path == CROSSWALK:
        return of_crosswalk(load_crosswalk(folder))
    instrument = find(name_or_path, folder)
    return "\n\n".join(of_instrument(each) for each in (instrument, *instrument.translations))


def of_instrument(instrument: Instrument) -> str:
    """Every word of an instrument, in the order of the workbook."""
    side = f", {instrument.side} side" if instrument.side else ""
    side += f", held by the {instrument.holder}" if instrument.holder else ""
    head = [instrument.title, f"{instrument.name}, version {instrument.version}, {instrument.language}{side}"]
    parts = [
        head,
        *(part for section in instrument.sections for part in _section(section)),
        _titled("Settings", (f"{each.title}: {each.shown} [{each.name}]" for each in instrument.settings)),
        _titled("Bands", (f"{band.level}: {band.label}" for band in instrument.bands)),
        _titled("Action planner", _planner(instrument)),
        _titled("Guidance", (f"{part.where}: {part.heading}: {part.text}" for part in instrument.guidance)),
        _titled("Glossary", (f"{entry.term}: {entry.meaning}" for entry in instrument.glossary)),
        _titled("Resources", _resources(instrument)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def of_crosswalk(whole: Crosswalk) -> str:
    """Every theme of a crosswalk with its links."""
    return "\n\n".join("\n".join(_theme(theme)) for theme in whole.themes)


def _theme(theme: Theme) -> list[str]:
    people = {True: ", of people", False: ""}
    links = (f"{link.instrument}: {link.item} ({link.strength}{people[link.is_of_people]})" for link in theme.links)
    return _titled(f"{theme.title} [{theme.name}]", links)


def _section(section: Section) -> Iterator[list[str]]:
    yield [f"Section {section.ref}: {section.title} [{section.name}]", *_indented(section.hint)]
    yield from (_item(item) for item in section.items)


def _item(item: Item) -> list[str]:
    lines = [f"{item.ref} {item.title} [{', '.join(_facts(item))}]".strip(), *_indented(item.hint)]
    for place, choice in enumerate(item.choices, start=1):
        ref = item.statement_ref(place) if item.is_ticked else "-"
        lines.append(f"  {ref} {choice.label} [{', '.join(_facts_of_choice(choice))}]")
        lines.extend(_indented(f"{ref} Said of others: {choice.label_they}" if choice.label_they else ""))
    for field in item.fields:
        lines.extend(f"  {line}" for line in _item(field))
    beside = {
        "Evidence": item.evidence,
        "Date": item.day,
        "Asked if": written(item.relevant) if item.relevant else "",
        "Must be": written(item.constraint) if item.constraint else "",
        "Advice": item.advice,
    }
    return [*lines, *(f"  {what}: {text}" for what, text in beside.items() if text)]


def _facts(item: Item) -> Iterator[str]:
    yield from (item.name, item.kind)
    yield from ["required"] if item.required else []
    yield from [f"{item.rows} rows"] if item.rows else []
    yield from [f"consolidated as {item.role}"] if item.role else []
    yield from [f"by {item.when}"] if item.when else []
    yield from [f"of {item.of}"] if item.of else []


def _facts_of_choice(choice: Choice) -> Iterator[str]:
    yield choice.name
    yield from [f"level {choice.score}"] if choice.score is not None else []
    yield from [f"rank {choice.rank}"] if choice.rank is not None else []
    yield from ["reached"] if choice.reached else []
    yield from [f"shown {choice.tone}"] if choice.tone else []
    yield from [f"counted apart as {choice.apart}"] if choice.apart else []


def _planner(instrument: Instrument) -> Iterator[str]:
    for column in instrument.planner:
        facts = f"{column.name}, {column.kind}, width {column.width}" + (", added" if column.added else "")
        hint = f": {column.hint}" if column.hint else ""
        choices = f" ({', '.join(column.choices)})" if column.choices else ""
        yield f"{column.title} [{facts}]{hint}{choices}"


def _resources(instrument: Instrument) -> Iterator[str]:
    for work in instrument.resources:
        facts = (f"{work.heading}: {work.title}", work.publisher, work.year, work.note)
        yield "; ".join(fact for fact in facts if fact)


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    body = [f"  {line}" for line in lines]
    return [title, *body] if body else []


def _indented(text: str) -> list[str]:
    return [f"  {text}"] if text else []


def summary(path: Path, folder: Path | None = None) -> str:
    """How much there is in a template or a crosswalk: "8 sections, 19 items, 95 statements"."""
    if is_crosswalk(path):
        themes = crosswalk(path).themes
        return f"{_count(len(themes), 'theme')}, {_count(sum(len(theme.links) for theme in themes), 'link')}"
    instrument = load(path)
    counts = {
        "section": len(instrument.sections),
        "item": len(list(instrument.items)),
        "statement": instrument.statements,
        "table": sum(item.kind is Kind.TABLE for item in instrument.items),
        "setting": len(instrument.settings),
        "language": len(instrument.languages),
    }
    compared = _compared(instrument)
    scale = [f"{_count(len(compared), 'topic')} on a scale of {instrument.scale.steps}"] if compared else []
    linked = len(_crosswalk_for(path, folder).themes_of(instrument.family))
    scale += [f"linked to {_count(linked, 'theme')}"] if compared and linked else []
    words = dict.fromkeys(choice.apart for item in instrument.items for choice in item.apart)
    apart = [f"{' and '.join(words)} counted apart"] if words else []
    told = [_count(number, noun) for noun, number in counts.items() if number > FEW.get(noun, -1)]
    return ", ".join([*told, *scale, *apart])


def not_compared(path: Path, folder: Path | None = None) -> tuple[str, ...]:
    """What a consolidated workbook will not give of a template, or of the links of a crosswalk: a sentence each.

    It is linked by the crosswalk of a folder, or else of its own folder, or else by the one that comes with xlkit.
    """
    if is_crosswalk(path):
        named = dict.fromkeys(link.instrument for theme in crosswalk(path).themes for link in theme.links)
        known = {instrument.family for instrument in library(folder or path.parent).values()}
        return tuple(
            f"no template at hand has the form_id {name}: write that of one, or put its template into the folder"
            for name in named
            if name not in known
        )
    instrument = load(path)
    compared = _compared(instrument)
    apart = [item.ref for item in instrument.items if item.has_levels and item not in compared]
    texts = {
        "no question has levels, so there are no distributions and gaps": not compared,
        f"not on the scale of {instrument.scale.steps}: {', '.join(apart)}": bool(apart),
        NO_SIDE: bool(compared) and instrument.side is None,
        **_unlinked(instrument, compared, _crosswalk_for(path, folder)),
    }
    return tuple(text for text, is_so in texts.items() if is_so)


def _unlinked(instrument: Instrument, compared: Sequence[Item], crosswalk: Crosswalk) -> Mapping[str, bool]:
    """What is said of topics that no theme speaks of, or of all of them together."""
    sections = {item.name: section.name for section in instrument.sections for item in section.items}
    family = instrument.family
    lost = [item.ref for item in compared if crosswalk.theme_of(family, item.name, sections[item.name]) is None]
    is_none = len(lost) == len(compared)
    return {
        f"no theme speaks of its topics, so nothing of the other side stands beside them: add rows for {family} to "
        f"{CROSSWALK}.xlsx in the folder of your templates": bool(compared) and is_none,
        f"no theme speaks of {', '.join(lost)}: add rows for them to {CROSSWALK}.xlsx": bool(lost) and not is_none,
    }


def _crosswalk_for(path: Path, folder: Path | None) -> Crosswalk:
    return load_crosswalk(folder or path.parent)


def unspoken(path: Path) -> tuple[str, ...]:
    """Of each language that a template is in and xlkit is not, or not wholly, what stands in English: a sentence."""
    codes = () if is_crosswalk(path) else load(path).languages
    return tuple(sentence for code in codes if (sentence := _unspoken(plain_code(code))))


def _unspoken(code: str) -> str:
    if code not in STATED:
        return f"xlkit's own words stand in English, since no file of xlkit/form/words has the code {code!r}"
    lost = list(lacking(code))
    return f"of xlkit's own words these stand in English: {', '.join(lost)}" if lost else ""


def copied(path: Path) -> str:
    """What is said of a template that is another one than the shipped one whose name and version it has; or nothing."""
    if is_crosswalk(path):
        return ""
    instrument = load(path)
    own = shipped().get(instrument.name)
    if own is None or own.resolve() == path.resolve() or own.read_bytes() == path.read_bytes():
        return ""
    if load(own).version != instrument.version:
        return ""
    return (
        f"it has the form_id {instrument.name} and the version {instrument.version} of the template that comes with "
        "xlkit, and says other things: give it a version of its own in the settings, or a form_id of its own where its "
        "questions are others"
    )


def _compared(instrument: Instrument) -> list[Item]:
    return [item for item in instrument.items if item.steps == instrument.scale.steps]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
