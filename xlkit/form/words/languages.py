"""The languages that xlkit speaks: its words in each, and how they vary, as the files beside this one state them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from importlib import resources
from typing import Any, TypeVar

from xlkit.form.words.catalogue import Catalogue, Words

AnyWords = TypeVar("AnyWords", bound=Catalogue)


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language: those of a form with levels and of one without, for oneself and about others."""

    words: Words
    without_levels: Words
    about_others: Words
    about_others_without_levels: Words


def _stated() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What the file of each language says, table by table, by the code of the language; English comes first."""
    files = (file for file in resources.files(__package__).iterdir() if file.name.endswith(".toml"))
    for file in sorted(files, key=lambda file: (file.name != "english.toml", file.name)):
        texts = tomllib.loads(file.read_text(encoding="utf-8"))
        yield texts.get("words", {}).get("code", Words().code), texts


STATED = dict(_stated())


def in_each(words: AnyWords, table: str) -> Mapping[str, AnyWords]:
    """Words in each language by its code, as a table of its file states them; English where it states none."""
    return {code: reworded(words, texts.get(table, {})) for code, texts in STATED.items()}


def lacking(words: Catalogue, texts: Mapping[str, Any]) -> Iterator[str]:
    """The names of the words that texts do not state, those of words in words behind a dot: `condition.is_same`."""
    for field in fields(words):
        part = getattr(words, field.name)
        if isinstance(part, Catalogue):
            yield from (f"{field.name}.{name}" for name in lacking(part, texts.get(field.name, {})))
        elif field.name not in texts:
            yield field.name


def reworded(words: AnyWords, texts: Mapping[str, Any]) -> AnyWords:
    """The words with texts in place of those of the same names; a name that none of them has is a TypeError."""
    return replace(words, **{name: _in_place_of(getattr(words, name, None), text) for name, text in texts.items()})


def _in_place_of(former: object, text: Any) -> Any:
    if isinstance(former, Catalogue):
        return reworded(former, text)
    if isinstance(text, dict):
        return {name: _in_place_of(None, part) for name, part in text.items()}
    return tuple(text) if isinstance(text, list) else text


def _language(texts: Mapping[str, Any]) -> Language:
    words = reworded(Words(), texts.get("words", {}))
    without_levels = reworded(words, texts.get("without_levels", {}))
    return Language(
        words,
        without_levels,
        about_others=reworded(words, texts.get("about_others", {})),
        about_others_without_levels=reworded(without_levels, texts.get("about_others_without_levels", {})),
    )


LANGUAGES = {code: _language(texts) for code, texts in STATED.items()}
