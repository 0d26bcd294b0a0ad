"""Markup of labels: the Markdown and the HTML that forms on a screen show, read into the plain text of a cell."""

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from xlkit.form.item import Run
from xlkit.whole import whole_number

LONGEST = 5_000  # characters that are read as markup: far more than a label has, and few enough to be read at once
DEEPEST = 100  # elements in one another that are told apart
# Any of these has to stand in a text that is more than plain.
MARKS = re.compile(r"[<&*_\\#\[]|^\s*[-+] ", re.MULTILINE)
NAMED = re.compile(r"\$\{[^{}]*\}")  # what is filled in later stays as it is
KEPT = "\ue000{}\ue001"  # stands for it meanwhile: of characters that nobody types
HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = (*HEADS, "p", "div", "ul", "ol", "li", "tr", "table", "blockquote", "section", "hr")
CELLS = ("td", "th")
INLINE = (
    *("a", "abbr", "b", "big", "br", "center", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "label"),
    *("mark", "pre", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "u", "var"),
    *("tbody", "thead", "tfoot"),
)
BOLD, SLANTED = ("b", "strong", *HEADS, "th"), ("i", "em")
LOOKS = "\ue010\ue011\ue012\ue013"  # begin a piece that is plain, bold, slanted, or both: nobody types them
UNSEEN = ("style", "script", "head", "title", "template")
EMPTY = ("br", "hr", "img", "wbr", "input")  # elements that hold nothing, so that none of them is closed
TAGS = (*BLOCKS, *CELLS, *INLINE, *UNSEEN, *EMPTY, "html", "body")
LISTED = re.compile(r"^(\s*)([-+*])(?=\s|$)", re.MULTILINE)
AROUND = ("ul", "ol", "table", "thead", "tbody", "tr")  # between the parts of these white space says nothing
BULLET = "\u2022 "

_MARKDOWN = MarkdownIt("zero", {"html": True}).enable(
    ["heading", "list", "emphasis", "link", "escape", "entity", "html_inline", "html_block", "newline"]
)


def plain(text: str) -> str:
    """A label as plain text: lists with bullets and numbers, links with their addresses, what is hidden left away.

    Where nothing but what is hidden stands in it, that is shown: forms hide what their matrix says in its head.
    """
    if len(text) > LONGEST or not MARKS.search(text):
        return text
    names: list[str] = []
    reader = _read(NAMED.sub(lambda match: _keep(match[0], names), text))
    told = _tidy("".join(reader.seen)) or _tidy("".join(reader.hidden)) or text
    return re.sub("\ue000(\\d+)\ue001", lambda match: names[int(match[1])], told)


def runs(text: str) -> tuple[Run, ...]:
    """What `plain` gives of a label, in pieces that are bold, slanted, both or neither; none where all are alike."""
    if plain(text) == text or NAMED.search(text):
        return ()
    pieces = re.split("([\ue010-\ue013])", _tidy("".join(_read(text, is_marked=True).seen)))
    looks = [LOOKS.index(mark) for mark in pieces[1::2]]
    all_runs = tuple(
        Run(piece, is_bold=look % 2 == 1, is_slanted=look > 1)
        for look, piece in zip((0, *looks), pieces[::2], strict=True)
        if piece
    )
    is_whole = "".join(run.text for run in all_runs) == plain(text)  # marks keep white space from being tidied
    return all_runs if is_whole and len(all_runs) > 1 else ()


def _read(text: str, *, is_marked: bool = False) -> "_Reader":
    reader = _Reader(is_marked=is_marked)
    reader.feed(_MARKDOWN.render(_guarded(text)))
    reader.close()
    return reader


def _keep(name: str, names: list[str]) -> str:
    names.append(name)
    return KEPT.format(len(names) - 1)


def _guarded(text: str) -> str:
    """The text with signs that mark nothing escaped: of a number of things, of blanks to fill in, of a list of one."""
    text = re.sub(r"_{3,}", lambda blank: r"\_" * len(blank[0]), text)
    text = re.sub(r"^(\s*)#(?= [^A-Z])", r"\1\#", text, flags=re.MULTILINE)
    is_list = len(LISTED.findall(text)) > 1
    return text if is_list else LISTED.sub(r"\1\\\2", text)


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers the text that a screen would show, and beside it what is hidden there."""

    def __init__(self, *, is_marked: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self._is_marked, self._look = is_marked, 0
        self.seen: list[str] = []
        self.hidden: list[str] = []
        self._open: list[tuple[str, bool]] = []  # each element, and whether it is hidden
        self._numbers: list[int] = []  # of each list that is open the number that comes next; 0 where it has bullets
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; one that is none of HTML is text."""
        if tag not in TAGS:
            self._say(self.get_starttag_text() or "")
            return
        attributes = {name: value or "" for name, value in attrs}
        if tag not in EMPTY and len(self._open) < DEEPEST:
            style = attributes.get("style", "").replace(" ", "").lower()
            self._open.append((tag, tag in UNSEEN or "hidden" in attributes or "display:none" in style))
        if tag in BLOCKS or tag == "br":
            self._break()
        if tag in ("ul", "ol"):
            self._numbers.append(whole_number(attributes.get("start", "")) or 1 if tag == "ol" else 0)
        self._say(self._begun(tag, attributes))

    def _begun(self, tag: str, said: dict[str, str]) -> str:
        """What stands at the beginning of an element."""
        if tag == "a":
            self._links.append(said.get("href", ""))
        if tag == "li" and self._numbers and self._numbers[-1]:
            self._numbers[-1] += 1
            return f"{self._numbers[-1] - 1}. "
        return BULLET if tag == "li" else said.get("alt", "") if tag == "img" else " " if tag in CELLS else ""

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those inside it that were never closed."""
        if tag not in TAGS:
            self._say(f"</{tag}>")
            return
        if tag == "a" and self._links:
            link = self._links.pop()
            is_told = not link or "".join(self.seen[-1:]).endswith(link)
            self._say("" if is_told else f" ({link.removeprefix('mailto:')})")
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        if tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
        if tag in BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Text between elements."""
        if data.strip() or not self._open or self._open[-1][0] not in AROUND:
            self._say(data)

    def _break(self) -> None:
        """A new line, but where one has just begun."""
        if self.seen and not "".join(self.seen[-2:]).endswith(("\n", BULLET)):
            self._say("\n")

    def _say(self, text: str) -> None:
        is_hidden = any(hidden for _, hidden in self._open)
        if self._is_marked and text.strip() and not is_hidden:
            around = {tag for tag, _ in self._open}
            look = bool(around & {*BOLD}) + 2 * bool(around & {*SLANTED})
            text = text if look == self._look else f"{LOOKS[look]}{text}"
            self._look = look
        (self.hidden if is_hidden else self.seen).append(text)
