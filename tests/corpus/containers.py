"""Cases of archives and saved e-mails."""

from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.builders.edits import with_cells
from tests.builders.files import ole, row, text_cell, xlsx, xlsx_parts, zipped
from tests.builders.mails import forwarded, mail, message, outlook, outlook_tree, winmail
from tests.corpus.case import Case, Expected, base, case, made, recipient
from tests.corpus.packages import locked

VALID: Expected = ("valid", ())
PASSED: Expected = ("ignored", ("not-a-return",))
PNG, PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"
WORD = zipped(xlsx_parts(content_type="application/x.wordprocessingml.document.main+xml"))


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
    yield _mail("an e-mail with a fault in its return", mail({"return.xlsx": with_cells(base(), "Questions", {"C6": "x"})}), {"return.xlsx": ("incomplete", ("two-ticks Questions!C6",))})  # fmt: skip
    yield from _without_workbook()
    yield from _of_outlook()
    yield _mail("a return beside what else mails hold", mail({"logo.png": PNG, "return.xlsx": base(), "policy.pdf": PDF, "letter.docx": WORD, "empty.txt": b"", "a.lnk": b"L"}), {"logo.png": PASSED, "return.xlsx": VALID, "policy.pdf": PASSED, "letter.docx": PASSED, "empty.txt": PASSED, "a.lnk": PASSED})  # fmt: skip
    yield _mail(
        "a return beside a letter in an archive",
        mail({"all.zip": zipped({"one.xlsx": base(), "policy.pdf": PDF})}),
        {"all.zip/one.xlsx": VALID, "all.zip/policy.pdf": PASSED},
    )
    yield _mail(
        "a return beside a workbook of another kind",
        mail({"return.xlsx": base(), "staff.xlsx": xlsx(row(text_cell("A1", "Ann")))}),
        {"return.xlsx": VALID, "staff.xlsx": ("rejected", ("not-ours",))},
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


def _without_workbook() -> Iterator[Case]:
    """The message is rejected as one file, whatever else came with it."""
    yield _alone("an e-mail with nothing attached", bytes(message()), {"text.plain": PASSED})
    yield _alone(
        "an e-mail with a scan and a logo",
        mail({"scan.pdf": PDF, "logo.png": PNG}),
        {"text.plain": PASSED, "scan.pdf": PASSED, "logo.png": PASSED},
    )
    yield _alone("an e-mail with an archive of scans", mail({"all.zip": zipped({"scan.pdf": PDF})}), {"text.plain": PASSED, "all.zip/scan.pdf": PASSED})  # fmt: skip
    yield _alone("an e-mail of Outlook's own kind", mail({"winmail.dat": winmail({})}), {"text.plain": PASSED, "winmail.dat": PASSED})  # fmt: skip
    answers = {"text.plain": PASSED, "message.eml/text.plain": PASSED}
    inner = {"message.eml": ("rejected", ("no-workbook",))}
    yield _holding("an answer that was forwarded", "mail.eml", forwarded(bytes(message())), {**answers, **inner})
    both = message_from_bytes(forwarded(bytes(message())), _class=EmailMessage, policy=policy.default)
    both.add_attachment(base(), "application", "octet-stream", filename="return.xlsx")
    yield _holding("a return that answers a message", "mail.eml", bytes(both), {**answers, "return.xlsx": VALID})


def _of_outlook() -> Iterator[Case]:
    """Messages that Outlook saved as .msg, and what it packs as winmail.dat."""
    saved = outlook({"return.xlsx": base(), "logo.png": PNG, "shared.xlsx": b""})
    yield _holding("a message saved by Outlook", "mail.msg", saved, {"return.xlsx": VALID, "logo.png": PASSED, "shared.xlsx": PASSED})  # fmt: skip
    inner = outlook_tree({"all.zip": zipped({"one.xlsx": base()})})
    yield _holding("a message in a message of Outlook", "mail.msg", outlook({"inner": inner}), {"inner/all.zip/one.xlsx": VALID})  # fmt: skip
    yield _mail("a message of Outlook in an e-mail", mail({"a.msg": saved}), {"a.msg/return.xlsx": VALID, "a.msg/logo.png": PASSED, "a.msg/shared.xlsx": PASSED})  # fmt: skip
    yield _alone("a message of Outlook with a link", outlook({"shared.xlsx": b""}), {"shared.xlsx": PASSED}, "mail.msg")
    yield _alone("a message of Outlook that holds nothing", ole({"__properties_version1.0": b"m"}), {}, "mail.msg")
    cut = {"attachment": ("rejected", ("damaged-file",)), "logo.png": PASSED, "shared.xlsx": PASSED}
    yield _holding("a message of Outlook cut off", "mail.msg", saved[: len(saved) // 2], cut)
    packed = mail({"winmail.dat": winmail({"return.xlsx": base(), "logo.png": PNG})})
    yield _mail("a return that Outlook packed", packed, {"winmail.dat/return.xlsx": VALID, "winmail.dat/logo.png": PASSED})  # fmt: skip
    yield _holding("what Outlook packed by itself", "winmail.dat", winmail({"return.xlsx": base()}), {"return.xlsx": VALID})  # fmt: skip
    yield _alone(
        "a return that Outlook packed cut off",
        mail({"winmail.dat": winmail({"return.xlsx": base()})[:-9]}),
        {"text.plain": PASSED, "winmail.dat": PASSED},
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
    yield _alone("parts without a boundary", bare, {"multipart.mixed": PASSED})
    yield _alone("headings alone", b"From: a@b.example\nSubject: hello\nMIME-Version: 1.0\n", {"text.plain": PASSED})
    yield case(
        "a table that looks like headings",
        b"To: the council\nRisk: low\n",
        "rejected",
        "not-a-workbook",
        file="mail.csv",
    )


def _holding(name: str, file: str, data: bytes, inside: Mapping[str, Expected]) -> Case:
    return Case(name, {file: data}, _below(file, inside))


def _mail(name: str, data: bytes, inside: Mapping[str, Expected]) -> Case:
    return _holding(name, "mail.eml", data, {"text.plain": PASSED, **inside})


def _alone(name: str, data: bytes, inside: Mapping[str, Expected], file: str = "mail.eml") -> Case:
    """A message without a workbook."""
    return Case(name, {file: data}, {file: ("rejected", ("no-workbook",)), **_below(file, inside)})


def _below(file: str, inside: Mapping[str, Expected]) -> Mapping[str, Expected]:
    return {f"{file}/{path}": expected for path, expected in inside.items()}


def _two() -> bytes:
    both = message()
    for data in (base(), made(identity=recipient("Elm Row"))):
        both.add_attachment(data, "application", "octet-stream", filename="return.xlsx")
    return bytes(both)


def _with_picture() -> bytes:
    made_up = message()
    made_up.add_alternative('<img src="cid:logo">', subtype="html")
    made_up.add_attachment(base(), "application", "octet-stream", filename="return.xlsx")
    made_up.add_attachment(PNG, "image", "png", filename="logo.png", disposition="inline", cid="<logo>")
    return bytes(made_up)


def _twice(name: str, one: bytes, other: bytes) -> bytes:
    return zipped({name: one, "x" * len(name): other}).replace(b"x" * len(name), name.encode())
