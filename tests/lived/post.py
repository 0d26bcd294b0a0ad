"""Post: what arrives, saved by one program or another, and wrapped as people wrap it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from random import Random

from msgspec import Struct, field

from tests.builders.converted import as_ods, as_xlsb
from tests.builders.files import zipped
from tests.builders.mails import forwarded, mail, outlook, winmail
from tests.builders.opened import load_workbook
from tests.lived.people import Levels, opened

SENDER = b"ann@oakfield.example"  # of every message that the builder makes
LOGO = b"\x89PNG\r\n\x1a\n" + bytes(900)


class Post(Struct, frozen=True):
    """One thing that arrives: its name and bytes, the levels that stand in it, and the mark of the workbook inside."""

    name: str
    data: bytes
    says: Levels = field(default_factory=dict)
    mark: str = ""


def by_another_program(data: bytes) -> bytes:
    """A workbook as programs save it that keep neither stored values nor what they do not know."""
    saved = BytesIO()
    load_workbook(BytesIO(data)).save(saved)
    return saved.getvalue()


PROGRAMS: Mapping[str, Callable[[bytes], bytes]] = {
    "xlsx": lambda data: data,
    "ods": lambda data: as_ods(opened(data)),
    "xlsb": lambda data: as_xlsb(opened(data)),
    "resaved.xlsx": by_another_program,
}


def _mailed(attached: Mapping[str, bytes], sender: str) -> bytes:
    return mail(attached).replace(SENDER, sender.encode())


# Each gives the name and the bytes of what arrives, from those of a file and whom it is from.
CONTAINERS: Mapping[str, Callable[[str, bytes, str], tuple[str, bytes]]] = {
    "bare": lambda name, data, _: (name, data),
    "misnamed": lambda name, data, _: (f"{name}.xls", data),
    "zip": lambda name, data, _: (f"{name}.zip", zipped({f"Our return/{name}": data, "__MACOSX/._x": b"x"})),
    "mail": lambda name, data, who: (f"RE {name}.eml", _mailed({name: data, "image001.png": LOGO}, who)),
    "forward": lambda name, data, who: (f"FW {name}.eml", forwarded(_mailed({name: data}, who))),
    "forward of a forward": lambda name, data, who: (f"FW FW {name}.eml", forwarded(_mailed({name: data}, who), 2)),
    "zip in a mail": lambda name, data, who: (f"Z {name}.eml", _mailed({"return.zip": zipped({name: data})}, who)),
    "Outlook": lambda name, data, who: (f"{name}.msg", outlook({name: data}, who)),
    "Outlook's packing": lambda name, data, who: (
        f"T {name}.eml",
        _mailed({"winmail.dat": winmail({name: data})}, who),
    ),
}
MAILS = tuple(name for name in CONTAINERS if name not in ("bare", "misnamed", "zip"))


def posted(chance: Random, who: str, data: bytes, says: Levels, sender: str) -> Post:
    """A workbook as it arrives, saved by some program and sent in some way."""
    ending, program = chance.choice(sorted(PROGRAMS.items()))
    return wrapped(chance, f"{who}.{ending}", program(data), sender, says)


def wrapped(
    chance: Random, name: str, data: bytes, sender: str, says: Levels | None = None, ways: Iterable[str] = CONTAINERS
) -> Post:
    """A file as it arrives, sent in one of some ways."""
    way = chance.choice(sorted(ways))
    as_sent = CONTAINERS[way]
    if way == "Outlook":
        data = data.ljust(4096, b"\0")  # as the builder of its messages fills up what is small
    return Post(*as_sent(name, data, sender), says or {}, hashlib.sha256(data).hexdigest())
