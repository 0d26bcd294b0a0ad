"""Cases of archives and saved e-mails."""

from collections.abc import Iterator, Mapping

from tests.builders.edits import with_cells
from tests.builders.files import ole, zipped
from tests.builders.mails import forwarded, mail, message
from tests.corpus.case import Case, Expected, base, case, made, recipient
from tests.corpus.packages import locked

VALID: Expected = ("valid", ())
PASSED: Expected = ("ignored", ("not-a-return",))


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _archives()
    yield from _mails()
    yield from _hostile_mails()


def _archives() -> Iterator[Case]:
    other = made(identity=recipient("Elm Row"))
    yield _holding(
        "an archive of two",
        "a.zip",
        zipped({"one.xlsx": base(), "in/two.xlsx": other}),
        {"one.xlsx": VALID, "in/two.xlsx": VALID},
    )
    yield _holding("an archive called .xlsx", "a.xlsx", zipped({"one.xlsx": base()}), {"one.xlsx": VALID})
    yield _holding(
        "an archive in an archive", "a.zip", zipped({"b.zip": zipped({"one.xlsx": base()})}), {"b.zip/one.xlsx": VALID}
    )
    yield _holding("an archive from a Mac", "a.zip", zipped({"one.xlsx": base(), "__MACOSX/._one.xlsx": b"\0\5\x16\7", ".DS_Store": b"B"}), {"one.xlsx": VALID, "__MACOSX/._one.xlsx": PASSED, ".DS_Store": PASSED})  # fmt: skip
    yield _holding("an archive with other things", "a.zip", zipped({"one.xlsx": base(), "letter.pdf": b"%PDF-1.7"}), {"one.xlsx": VALID, "letter.pdf": ("rejected", ("not-a-workbook",))})  # fmt: skip
    yield _holding(
        "two members of one name",
        "a.zip",
        _twice("one.xlsx", base(), other),
        {"one.xlsx": VALID, "one.xlsx (2)": VALID},
    )
    yield _holding("names that leave the archive", "a.zip", zipped({"../../one.xlsx": base(), "/etc/two.xlsx": other}), {"../../one.xlsx": VALID, "etc/two.xlsx": VALID})  # fmt: skip
    deep = base()
    for _ in range(5):
        deep = zipped({"a.zip" if deep != base() else "one.xlsx": deep})
    yield _holding("archives five deep", "a.zip", deep, {"a.zip/a.zip/a.zip": ("rejected", ("unsafe-file",))})
    yield _holding("an archive that is a bomb", "a.zip", zipped({f"{n}.xlsx": bytes(20_000_000) for n in range(2)}), {"0.xlsx": ("rejected", ("unsafe-file",)), "1.xlsx": ("rejected", ("unsafe-file",))})  # fmt: skip
    yield case("an archive cut off", zipped({"one.xlsx": base()})[:-40], "rejected", "damaged-file", file="a.zip")
    yield case("an empty archive", zipped({}), "rejected", "not-a-workbook", file="a.zip")
    yield case("an archive of another kind", b"Rar!\x1a\x07\x00", "rejected", "not-a-workbook", file="a.rar")
    damaged = bytearray(zipped({"one.xlsx": base(), "two.xlsx": other}))
    damaged[len(base()) // 2] ^= 1
    yield _holding(
        "an archive with one damaged member",
        "a.zip",
        bytes(damaged),
        {"one.xlsx": ("rejected", ("damaged-file",)), "two.xlsx": VALID},
    )


def _mails() -> Iterator[Case]:
    yield _mail("an e-mail with a return", mail({"return.xlsx": base()}), {"return.xlsx": VALID})
    yield _mail(
        "an e-mail with text in two forms",
        mail({"return.xlsx": base()}, html="<p>Hello</p>"),
        {"return.xlsx": VALID, "text.html": PASSED},
    )
    yield _mail("an e-mail with two returns of one name", _two(), {"return.xlsx": VALID, "return.xlsx (2)": VALID})
    yield _mail(
        "an e-mail with an archive", mail({"all.zip": zipped({"one.xlsx": base()})}), {"all.zip/one.xlsx": VALID}
    )
    yield _mail(
        "an e-mail with a locked return",
        mail({"return.xlsx": locked("secret")}),
        {"return.xlsx": ("rejected", ("needs-password",))},
    )
    yield _mail("an e-mail with a fault in its return", mail({"return.xlsx": with_cells(base(), "Questions", {"C6": "x"})}), {"return.xlsx": ("incomplete", ("tick-understood Questions!C6", "two-ticks Questions!C6"))})  # fmt: skip
    yield case("an e-mail with nothing attached", bytes(message()), "rejected", "not-a-workbook", file="mail.eml")
    yield case(
        "an old e-mail of Outlook",
        ole({"__properties_version1.0": b"m"}),
        "rejected",
        "not-a-workbook",
        file="mail.msg",
    )
    yield _mail(
        "an e-mail of Outlook's own kind",
        mail({"winmail.dat": b"\x78\x9f\x3e\x22\x01\x00"}),
        {"winmail.dat": ("rejected", ("not-a-workbook",))},
    )
    yield _mail(
        "a forwarded e-mail",
        forwarded(mail({"return.xlsx": base()})),
        {"message.eml/return.xlsx": VALID, "message.eml/text.plain": PASSED},
    )
    yield _mail("an e-mail forwarded five times", forwarded(mail({"return.xlsx": base()}), 5), {"message.eml/text.plain": PASSED, "message.eml/message.eml/text.plain": PASSED, "message.eml/message.eml/message.eml": ("rejected", ("unsafe-file",))})  # fmt: skip
    yield _mail(
        "a picture in the text", _with_picture(), {"text.html": PASSED, "return.xlsx": VALID, "logo.png": PASSED}
    )
    yield _mail("a return that is shown inline", mail({"return.xlsx": base()}).replace(b"Content-Disposition: attachment", b"Content-Disposition: inline"), {"return.xlsx": VALID})  # fmt: skip
    zipped_mail = zipped({"mail.eml": mail({"return.xlsx": base()})})
    yield _holding(
        "an e-mail in an archive", "a.zip", zipped_mail, {"mail.eml/return.xlsx": VALID, "mail.eml/text.plain": PASSED}
    )


def _hostile_mails() -> Iterator[Case]:
    whole = mail({"return.xlsx": base()})
    yield _mail(
        "an attachment with a name that leaves the folder",
        mail({"../../../etc/return.xlsx": base()}),
        {"return.xlsx": VALID},
    )
    spoilt = whole.replace(b"UEsDB", b"UEs!B", 1)
    yield _mail("an attachment spoilt on its way", spoilt, {"return.xlsx": ("rejected", ("damaged-file",))})
    yield _mail("an e-mail cut off", whole[: len(whole) // 2], {"return.xlsx": ("rejected", ("damaged-file",))})
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(400))
    yield case(
        "parts 400 deep", b"From: a@b.example\nMIME-Version: 1.0\n" + nested, "rejected", "unsafe-file", file="mail.eml"
    )
    long = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; a=" + b"(" * 100_000 + b"\n\nhello"
    yield case("a heading of 100,000 brackets", long, "rejected", "unsafe-file", file="mail.eml")
    short = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; a=" + b"(" * 3_900 + b"\n\nhello"
    yield case("a heading of brackets", short, "rejected", "damaged-file", file="mail.eml")
    bare = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\nno boundary"
    inside = {"multipart.mixed": ("rejected", ("not-a-workbook",))}
    yield _holding("parts without a boundary", "mail.eml", bare, inside)
    yield case(
        "headings alone",
        b"From: a@b.example\nSubject: hello\nMIME-Version: 1.0\n",
        "rejected",
        "not-a-workbook",
        file="mail.eml",
    )
    yield case(
        "a table that looks like headings",
        b"To: the council\nRisk: low\n",
        "rejected",
        "not-a-workbook",
        file="mail.csv",
    )


def _holding(name: str, file: str, data: bytes, inside: Mapping[str, Expected]) -> Case:
    return Case(name, {file: data}, {f"{file}/{path}": expected for path, expected in inside.items()})


def _mail(name: str, data: bytes, inside: Mapping[str, Expected]) -> Case:
    return _holding(name, "mail.eml", data, {"text.plain": PASSED, **inside})


def _two() -> bytes:
    both = message()
    for data in (base(), made(identity=recipient("Elm Row"))):
        both.add_attachment(data, "application", "octet-stream", filename="return.xlsx")
    return bytes(both)


def _with_picture() -> bytes:
    made_up = message()
    made_up.add_alternative('<img src="cid:logo">', subtype="html")
    made_up.add_attachment(base(), "application", "octet-stream", filename="return.xlsx")
    made_up.add_attachment(
        b"\x89PNG\r\n\x1a\n", "image", "png", filename="logo.png", disposition="inline", cid="<logo>"
    )
    return bytes(made_up)


def _twice(name: str, one: bytes, other: bytes) -> bytes:
    return zipped({name: one, "x" * len(name): other}).replace(b"x" * len(name), name.encode())
