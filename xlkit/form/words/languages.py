"""The languages that xlkit speaks: its words in each, and how they vary, as the files beside this one state them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.compiled import compiled
from xlkit.form.words.catalogue import Catalogue, Words

AnyWords = TypeVar("AnyWords", bound=Catalogue)


class Language(Struct, frozen=True):
    """The words of one language: those of a form with levels and of one without, for oneself and about others."""

    words: Words
    without_levels: Words
    about_others: Words
    about_others_without_levels: Words


def _stated() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What the file of each language says, table by table, by the code of the language; English comes first."""
    for file in sorted(Path(__file__).parent.glob("*.toml"), key=lambda file: (file.name != "english.toml", file.name)):
        texts = compiled(file, dict, "words", partial(_read, file))
        yield texts["words"]["code"], texts


def _read(file: Path) -> dict[str, Any]:
    import tomllib  # which takes longer to come than a copy of what it reads

    return tomllib.loads(file.read_text(encoding="utf-8"))


STATED = dict(_stated())
IN_ENGLISH = STATED["en"]
TABLES = ("words", "roster", "review")  # in which English states all there is; others say how words vary


def in_each(kind: type[AnyWords], table: str) -> Mapping[str, AnyWords]:
    """Words in each language by its code, as a table of its file states them; English where it states none."""
    english = _made(kind, IN_ENGLISH[table])
    return {code: reworded(english, texts.get(table, {})) for code, texts in STATED.items()}


def _made(kind: type[AnyWords], texts: Mapping[str, Any]) -> AnyWords:
    """Words as texts state all of them; TypeError where one is missing, or one that nobody knows is there."""
    return kind(**{name: _of_kind(kind.__annotations__.get(name), text) for name, text in texts.items()})


def _of_kind(kind: object, text: Any) -> Any:
    return _made(kind, text) if isinstance(kind, type) and issubclass(kind, Catalogue) else _in_place_of(None, text)


def plain_code(code: str) -> str:
    """The code of a language without its region, in lower case: `cy` of `cy-GB`."""
    return code.casefold().partition("-")[0]


def lacking(code: str, tables: Sequence[str] = TABLES) -> Iterator[str]:
    """The names of the words that a language does not state, those of words in words behind a dot: `roster.note`."""
    stated = STATED.get(plain_code(code), {"words": {"code": code}})
    for table in tables:
        before = "" if table == "words" else f"{table}."
        yield from (f"{before}{name}" for name in _lacking(IN_ENGLISH[table], stated.get(table, {})))


def _lacking(english: Mapping[str, Any], texts: Mapping[str, Any]) -> Iterator[str]:
    for name, text in english.items():
        if isinstance(text, dict):
            yield from (f"{name}.{part}" for part in _lacking(text, texts.get(name, {})))
        elif name not in texts:
            yield name


def reworded(words: AnyWords, texts: Mapping[str, Any]) -> AnyWords:
    """The words with texts in place of those of the same names; a name that none of them has is a TypeError."""
    return replace(words, **{name: _in_place_of(getattr(words, name, None), text) for name, text in texts.items()})


def _in_place_of(former: object, text: Any) -> Any:
    if isinstance(former, Catalogue):
        return reworded(former, text)
    if isinstance(text, dict):
        kept = former if isinstance(former, Mapping) else {}
        return {**kept, **{name: _in_place_of(None, part) for name, part in text.items()}}
    return tuple(text) if isinstance(text, list) else text


def _language(words: Words, texts: Mapping[str, Any]) -> Language:
    without_levels = reworded(words, texts.get("without_levels", {}))
    return Language(
        words,
        without_levels,
        about_others=reworded(words, texts.get("about_others", {})),
        about_others_without_levels=reworded(without_levels, texts.get("about_others_without_levels", {})),
    )


LANGUAGES = {code: _language(words, STATED[code]) for code, words in in_each(Words, "words").items()}
