"""The shared texts of Excel 97 to 2003, decoded across the records that they are cut into.

The engine decodes each piece by itself, which breaks a character that is cut in two.
"""

import struct

from xlkit.returns.read.refusal import damaged

_WIDE, _PHONETIC, _RICH = 1, 4, 8


def shared_strings(chunks: list[bytes]) -> tuple[str, ...]:
    """The texts in the bodies of the SST record and the CONTINUE records after it; RefusedError where it ends early."""
    reader = _Chunks(chunks)
    count = struct.unpack("<II", reader.take(8))[1]
    strings: list[str] = []
    while len(strings) < count:
        length, flags = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if flags & _RICH else 0
        phonetic = struct.unpack("<I", reader.take(4))[0] if flags & _PHONETIC else 0
        strings.append(reader.characters(length, wide=bool(flags & _WIDE)))
        reader.take(4 * runs + phonetic)
    return tuple(strings)


class _Chunks:
    """A place in a run of chunks; texts that go over into the next chunk say there anew how wide they are."""

    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks = chunks
        self._chunk = 0
        self._offset = 0

    def take(self, length: int) -> bytes:
        """So many bytes, from as many chunks as it needs."""
        taken = self._some(length)
        while len(taken) < length:
            self._next()
            taken += self._some(length - len(taken))
        return taken

    def characters(self, length: int, *, wide: bool) -> str:
        """A text of so many UTF-16 units; a half of a character that lost the other becomes �."""
        pieces: list[bytes] = []
        while length:
            piece = self._some(2 * length if wide else length)
            if wide and len(piece) % 2:
                raise damaged("its texts are cut in the middle of a character")
            pieces.append(piece if wide else piece.decode("latin-1").encode("utf-16-le"))
            length -= len(pieces[-1]) // 2
            if length:
                self._next()
                wide = bool(self.take(1)[0] & _WIDE)
        return b"".join(pieces).decode("utf-16-le", "replace")

    def _some(self, length: int) -> bytes:
        piece = self._chunks[self._chunk][self._offset : self._offset + length]
        self._offset += len(piece)
        return piece

    def _next(self) -> None:
        self._chunk += 1
        self._offset = 0
        if self._chunk == len(self._chunks):
            raise damaged("its texts are cut off")
