"""Letters: the wording of a round's messages."""

from collections.abc import Iterable
from string import Formatter

from xlkit.returns.names import plain
from xlkit.round.control import LETTER_KINDS
from xlkit.round.default_letters import LETTERS_DEFAULT, PLACEHOLDERS
from xlkit.round.reading.sheets import Line
from xlkit.round.round import Letter, LetterKind


def problems(lines: Iterable[Line]) -> list[str]:
    """What is wrong with the letters, each with its cell."""
    wrong = []
    seen: set[str] = set()
    for line in lines:
        kind = plain(line.text("kind"))
        if kind not in LETTER_KINDS:
            wrong.append(line.wrong("kind", f"one of {', '.join(LETTER_KINDS)}"))
        elif kind in seen:
            wrong.append(f"{line.place('kind')} is a second {kind}: delete one")
        seen.add(kind)
        for name in ("subject", "body"):
            wrong += [f"{line.place(name)} {fault}" for fault in _faults(line.text(name))]
    return wrong


def all_letters(lines: Iterable[Line]) -> tuple[Letter, ...]:
    """A letter of every kind, from rows in which nothing is wrong; what no row words is worded as in a new round."""
    texts = ((plain(line.text("kind")), line.text("subject"), line.text("body")) for line in lines)
    worded = tuple(Letter(LetterKind(kind), subject, body) for kind, subject, body in texts)
    kinds = {letter.kind for letter in worded}
    return (*worded, *(letter for letter in LETTERS_DEFAULT if letter.kind not in kinds))


def _faults(text: str) -> list[str]:
    if not text:
        return ["is empty: say something"]
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return ["has a brace that stands alone: write placeholders as {organisation}, and a brace itself twice"]
    named = [name for _, name, form, conversion in parts if name is not None and not (form or conversion)]
    odd = [name for _, name, form, conversion in parts if name is not None and (form or conversion)]
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return [
        f"has the unknown placeholder {{{name}}}: there are {known}"
        for name in (*named, *odd)
        if name in odd or name not in PLACEHOLDERS
    ]
