"""Frozen values as plain data that JSON holds, and back: no more than classes of values is ever made of it."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from msgspec import Struct

Plain: TypeAlias = Any  # what JSON holds: None, a truth, a number, a text, a list, or an object by names
_PACKAGES = ("xlkit.form.", "xlkit.measures.")


def packed(thing: object) -> Plain:
    """A value as plain data; TypeError where it holds anything but structures, enumerations and plain collections."""
    match thing:
        case Enum():
            plain: Plain = {_named(thing): thing.value}
        case None | bool() | int() | float() | str():
            plain = thing
        case tuple() | list():
            plain = [*map(packed, thing)]
        case date():
            plain = {"date": thing.isoformat()}
        case frozenset():
            plain = {"set": sorted(map(packed, thing))}
        case Mapping():
            plain = {"map": [[packed(key), packed(value)] for key, value in thing.items()]}
        case Struct():
            plain = {_named(thing): [packed(getattr(thing, name)) for name in thing.__struct_fields__]}
        case _:
            raise TypeError(f"{type(thing).__name__} is no value that is kept")
    return plain


def unpacked(plain: Plain) -> Any:
    """The value that plain data stands for; ValueError or TypeError where it stands for none."""
    if isinstance(plain, list):
        return tuple(map(unpacked, plain))
    if not isinstance(plain, dict):
        return plain
    ((name, held),) = plain.items()
    match name:
        case "date":
            return date.fromisoformat(held)
        case "set":
            return frozenset(map(unpacked, held))
        case "map":
            return {unpacked(key): unpacked(value) for key, value in held}
    kind = _class(name)
    return kind(held) if issubclass(kind, Enum) else kind(*map(unpacked, held))


def _named(thing: object) -> str:
    return f"{type(thing).__module__}:{type(thing).__qualname__}"


@cache
def _class(name: str) -> type[Any]:
    module, _, title = name.partition(":")
    kind = getattr(import_module(module), title, None) if module.startswith(_PACKAGES) else None
    if not (isinstance(kind, type) and kind.__module__ == module and issubclass(kind, (Enum, Struct))):
        raise ValueError(f"{name} is no class of values")
    return kind
