"""The languages that xlkit speaks: its words in each, and how they vary, as the files beside this one state them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
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


def stated(language: str) -> Mapping[str, Any]:
    """What the file of a language says, table by table."""
    return tomllib.loads((resources.files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))


def reworded(words: AnyWords, texts: Mapping[str, Any]) -> AnyWords:
    """The words with texts in place of those of the same names; a name that none of them has is a TypeError."""
    return replace(words, **{name: _in_place_of(getattr(words, name, None), text) for name, text in texts.items()})


def _in_place_of(former: object, text: Any) -> Any:
    if isinstance(former, Catalogue):
        return reworded(former, text)
    if isinstance(text, dict):
        return {name: _in_place_of(None, part) for name, part in text.items()}
    return tuple(text) if isinstance(text, list) else text


def _language(name: str) -> Language:
    texts = stated(name)
    words = reworded(Words(), texts.get("words", {}))
    without_levels = reworded(words, texts["without_levels"])
    return Language(
        words,
        without_levels,
        about_others=reworded(words, texts["about_others"]),
        about_others_without_levels=reworded(without_levels, texts["about_others_without_levels"]),
    )


LANGUAGES = {language.words.code: language for language in map(_language, ("english", "welsh"))}
