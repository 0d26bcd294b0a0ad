"""What a template says, kept in the user's cache as JSON, since to read and check its workbook takes a second.

A kept copy is known by the bytes of the template, by what lies beside it and by the code that read it. One that is
missing, damaged, of other code or not allowed to be written costs time, and never an answer. No more than classes of
values is ever made of what stands in it.
"""

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec

import xlkit

T = TypeVar("T")

Plain: TypeAlias = Any  # what JSON holds: None, a truth, a number, a text, a list, or an object by names

_BESIDE = (".csv", ".geojson", ".xml")  # files that a form may take its choices from
_PACKAGES = ("form", "measures")  # what reads a template
# A setting of the system that names the place for caches, and where that is without one; it is asked for at each start,
# and a library for it takes longer than all templates.
_CACHES = {"win32": ("LOCALAPPDATA", "AppData/Local"), "darwin": ("", "Library/Caches")}
_DAYS = 3 * 24 * 60 * 60  # seconds that a copy of other code is kept, which another xlkit of this user may go by


def home() -> Path:
    """The folder of the templates that come with xlkit."""
    # An installed wheel holds the templates inside the package; a checkout has them beside it.
    package = Path(xlkit.__file__).parent
    inside = package / "workbook_templates"
    return inside if inside.is_dir() else package.parent / "workbook_templates"


def compiled(path: Path, kind: type[T], part: str, read: Callable[[], T]) -> T:
    """What `read` gives of a template, such as in a language: a copy that is kept, or a new one, which is kept then.

    What `read` raises is raised here, each time anew.
    """
    try:
        place = _place(path, f"{kind.__name__} {part}")
    except (OSError, RuntimeError):  # the reader says it better; the latter is of a user without a home
        return read()
    kept = _loaded(place)
    if isinstance(kept, kind):
        return kept
    fresh = read()
    with suppress(OSError):
        store(place, fresh)
    return fresh


def folder() -> Path:
    """Where copies are kept: in the place that this system has for what programs can make again."""
    named, usual = _CACHES.get(sys.platform, ("XDG_CACHE_HOME", ".cache"))
    place = Path(os.environ.get(named, ""))
    return (place if place.is_absolute() else Path.home() / usual) / "xlkit"


def _place(path: Path, kind: str) -> Path:
    known = hashlib.sha256(os.fsencode(f"{path.name}\n{kind}\n"))
    known.update(path.read_bytes())
    for name in _listed(path.parent, _BESIDE):
        known.update(os.fsencode(name))
    return folder() / f"{_code()}-{known.hexdigest()}.json"


@cache
def _code() -> str:
    """Which code reads templates: a version and when its files were changed, or the one program that holds them."""
    package = Path(xlkit.__file__).parent
    files = [name for part in _PACKAGES for folder, *_ in os.walk(package / part) for name in _listed(folder, (".py",))]
    if not files:  # a frozen program: builds of one version may hold other code
        program = Path(sys.executable).stat()
        files = [f"{program.st_size} {program.st_mtime_ns}"]
    return hashlib.sha256("\n".join((xlkit.__version__, *files)).encode()).hexdigest()[:16]


def _listed(folder: Path | str, endings: tuple[str, ...]) -> Iterator[str]:
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.lower().endswith(endings):
                yield f"{entry.name} {entry.stat().st_size} {entry.stat().st_mtime_ns}"


def _loaded(place: Path) -> Plain:
    try:
        checksum, text = place.read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return None
    if checksum != _checksum(text):
        return None
    try:
        return unpacked(msgspec.json.decode(text))
    except (ValueError, TypeError, ImportError, RecursionError):
        return None


def store(place: Path, thing: object) -> None:
    """Keep a copy, and drop those that other code wrote days ago."""
    import json
    from tempfile import NamedTemporaryFile

    text = json.dumps(packed(thing), ensure_ascii=False, separators=(",", ":")).encode()
    place.parent.mkdir(parents=True, exist_ok=True)
    _drop_old(place.parent, _code())
    with NamedTemporaryFile(dir=place.parent, suffix=".json", delete=False) as made:
        made.write(_checksum(text) + b"\n" + text)
    Path(made.name).replace(place)


@cache  # once is enough for a process
def _drop_old(folder: Path, code: str) -> None:
    """Drop what other code wrote days ago; newer copies may be in use beside this."""
    for copy in folder.glob("*.json"):
        if not copy.name.startswith(code) and time.time() - _written(copy) > _DAYS:
            copy.unlink(missing_ok=True)


def _written(place: Path) -> float:
    with suppress(FileNotFoundError):
        return place.stat().st_mtime
    return 0.0


def _checksum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()


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
        case msgspec.Struct():
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
    root, package, *_ = (*module.split("."), "")
    is_ours = root == "xlkit" and package in _PACKAGES
    kind = getattr(import_module(module), title, None) if is_ours else None
    if not (isinstance(kind, type) and kind.__module__ == module and issubclass(kind, (Enum, msgspec.Struct))):
        raise ValueError(f"{name} is no class of values")
    return kind
