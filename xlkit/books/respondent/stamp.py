"""Stamp: many blank workbooks that differ in identity alone, written many times faster than one by one.

What an identity touches are the sheets in front, the hidden one, and the document's properties: its front. So for each
recipient a small workbook is written that has nothing but a front. Where its cells refer to the same shared texts, in
rows of the same heights, as the front of a workbook that was written whole, the whole one serves as a die: its parts
are copied as they are, and only the texts and the properties replaced. Otherwise a workbook is written whole,
and serves it and the next one of its shape: the same identity gives the same bytes, whichever came before it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from xlkit.books.respondent import respondent_workbook
from xlkit.books.writer.places import replacing
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.round.round import Round

TEXTS = "xl/sharedStrings.xml"
PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")
MOST_DIES = 64  # shapes that are remembered at a time; a round has a handful, and each takes about 100 KB
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file knows: the same input gives the same bytes

TEXT = re.compile(rb"<si>.*?</si>", re.DOTALL)
SHARED_CELL = re.compile(rb' t="s"><v>(\d+)</v>')

Shape = tuple[bytes, ...]
"""The sheets that an identity touches, with the numbers of their texts in place of the texts."""


class Front(Struct, frozen=True):
    """What one identity brings about: the shape of its sheets, their texts by number, and its properties."""

    shape: Shape
    texts: tuple[bytes, ...]
    properties: tuple[bytes, ...]

    @property
    def uses(self) -> Counter[int]:
        """How many cells show each text, by its number."""
        return _uses(self.shape)


class Die(Struct, frozen=True):
    """A workbook that was written whole, ready to be stamped with identities of the same shape.

    `parts` is a ZIP file of all parts that stay; `texts` are those of the whole workbook, between `head` and `tail`;
    `places` gives the number in it of each text of the front, and `elsewhere` the numbers used beyond the front too.
    """

    parts: bytes
    head: bytes
    texts: tuple[bytes, ...]
    tail: bytes
    places: tuple[int, ...]
    elsewhere: frozenset[int]

    def serves(self, front: Front) -> bool:
        """Whether the texts of a front could not be mistaken for others of the workbook."""
        changed = self._changed(front)
        kept = {text for place, text in enumerate(self.texts) if place not in changed}
        return changed.keys().isdisjoint(self.elsewhere) and kept.isdisjoint(changed.values())

    def stamped(self, front: Front) -> bytes:
        """The workbook of an identity whose front it serves: the same bytes, whichever of them it was made from."""
        changed = self._changed(front)
        texts = (changed.get(place, text) for place, text in enumerate(self.texts))
        made = {TEXTS: self.head + b"".join(texts) + self.tail, **dict(zip(PROPERTIES, front.properties, strict=True))}
        whole = BytesIO()
        whole.write(self.parts)
        with ZipFile(whole, "a") as archive:
            for name, data in made.items():
                archive.writestr(_entry(name), data)
        return whole.getvalue()

    def _changed(self, front: Front) -> Mapping[int, bytes]:
        return {place: text for place, text in zip(self.places, front.texts, strict=True) if self.texts[place] != text}


class Press:
    """Writes blank workbooks of a round: the first of each shape makes a die, with which all are stamped."""

    def __init__(self, this_round: Round) -> None:
        self._round = this_round
        self._dies: dict[tuple[str, str, str, Shape], Die] = {}

    def write(self, path: Path, instrument: Instrument, identity: Identity, *, force: bool = True) -> None:
        """Write one, every part as `respondent_workbook.write` would, `force` too; XlkitError where it cannot be."""
        front = _front(instrument, identity, self._round)
        key = (identity.template, identity.content_hash, instrument.language, front.shape)
        die = self._dies.get(key)
        if die is None or not die.serves(front):
            if len(self._dies) == MOST_DIES:
                self._dies.clear()
            whole = BytesIO()
            respondent_workbook.write_blank(whole, instrument, identity, self._round)
            die = self._dies[key] = _die(whole, front)
        # A blank workbook can be made again: there is no need to wait for the disk.
        with replacing(path, force=force, is_waiting=False) as stream:
            stream.write(die.stamped(front))


def write_many(
    wanted: Iterable[tuple[Path, Instrument, Identity]], this_round: Round, *, force: bool = True
) -> Iterator[Path]:
    """Write a blank workbook of an instrument for each identity; the path of each is given once it is there."""
    press = Press(this_round)
    for path, instrument, identity in wanted:
        press.write(path, instrument, identity, force=force)
        yield path


def _front(instrument: Instrument, identity: Identity, this_round: Round) -> Front:
    stream = BytesIO()
    respondent_workbook.write_front(stream, instrument, identity, this_round)
    with ZipFile(stream) as archive:
        return Front(
            shape=tuple(archive.read(name) for name in _sheets(archive)),
            texts=tuple(TEXT.findall(archive.read(TEXTS))),
            properties=tuple(archive.read(name) for name in PROPERTIES),
        )


def _die(whole: BytesIO, front: Front) -> Die:
    kept = BytesIO()
    with ZipFile(whole) as archive, ZipFile(kept, "w") as parts:
        shared = archive.read(TEXTS)
        uses = _uses(archive.read(name) for name in _sheets(archive))
        for name in archive.namelist():
            if name not in (TEXTS, *PROPERTIES):
                parts.writestr(_entry(name), archive.read(name))
    texts = tuple(TEXT.findall(shared))
    numbers = {text: number for number, text in enumerate(texts)}
    places = tuple(numbers[text] for text in front.texts)
    uses.subtract({places[number]: many for number, many in front.uses.items()})
    return Die(
        parts=kept.getvalue(),
        head=shared[: shared.index(b"<si>")],
        texts=texts,
        tail=shared[shared.rindex(b"</si>") + len(b"</si>") :],
        places=places,
        elsewhere=frozenset(+uses),
    )


def _uses(sheets: Iterable[bytes]) -> Counter[int]:
    return Counter(int(number) for sheet in sheets for number in SHARED_CELL.findall(sheet))


def _sheets(archive: ZipFile) -> list[str]:
    names = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    return sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    return entry
