"""What a returned file may cost to read."""

from msgspec import Struct

from xlkit.processes import Allowance

_A_PASSWORD = 0.5  # seconds that trying one takes at most, on a computer of today


class Limits(Struct, frozen=True):
    """Sizes in bytes, `seconds` for one file; the defaults leave an honest workbook ten times the room it needs."""

    file: int = 25 * 2**20
    inflated: int = 256 * 2**20
    ratio: int = 200  # inflated to compressed, for a part of more than `grace` bytes
    grace: int = 100 * 2**10
    parts: int = 2_000
    cells: int = 2_000_000  # from A1 to the last cell in use, over all sheets: what the engine lays out in memory
    sheets: int = 250
    text: int = 2**16  # characters in one cell: twice what Excel keeps
    texts: int = 2**25  # characters in all cells
    members: int = 20_000  # files in one archive
    unpacked: int = 20  # what an archive unpacks to, to its size, beyond one `inflated`: workbooks are packed already
    opening: int = 60  # seconds of work for one archive or e-mail with all that lies in it
    depth: int = 3  # archives in archives, and messages in messages
    mail: int = 50 * 2**20  # a saved e-mail with all its attachments
    spins: int = 1_000_000  # rounds of hashing that a password may take; Excel uses 100,000
    seconds: int = 10
    memory: int = 512 * 2**20

    def allowance(self, passwords: int = 0) -> Allowance:
        """What a worker may take for one file on which so many passwords are tried."""
        return Allowance(self.seconds + passwords * _A_PASSWORD, self.memory)


LIMITS = Limits()
# What a workbook that the officer's own round was merged into may cost: it grows with the returns.
OWN = Limits(file=2**27, inflated=2**31, cells=50_000_000, texts=2**30, seconds=300, memory=2**32)


def megabytes(size: int) -> str:
    """A size in words: `25.3 MB`."""
    return f"{size / 2**20:,.1f}".removesuffix(".0") + " MB"
