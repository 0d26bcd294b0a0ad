"""A starter: the rows of a small sound template of N steps, to be worded anew by whoever begins one of their own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from xlkit.form.instrument import Side

Rows: TypeAlias = Sequence[Sequence[str | int]]

STEPS = range(2, 10)  # how many a starter can have


class Topic(Struct, frozen=True):
    """A topic of a starter: `what` its statements speak of, and the theme of the crosswalk that it is about."""

    name: str
    title: str
    theme: str
    what: str


SECTIONS: Mapping[tuple[str, str], tuple[Topic, ...]] = {
    ("people", "People first"): (
        Topic("planning", "Planning with each person", "support_planning", "plans made with each person"),
        Topic("results", "What support leads to", "outcomes", "reviews of what support leads to"),
    ),
    ("place", "Part of the community"): (
        Topic("belonging", "Belonging where we live", "community", "help to belong where people live"),
    ),
}
WE = (
    "We have not thought about {what} yet.",
    "We know that we need {what}, but not where to begin.",
    "Some of our services have begun with {what}.",
    "Most of our services work with {what}, and we check that people gain by it.",
    "All our services work with {what}, and we learn from the people they are for.",
)
THEY = (
    "{who} shows no sign of having thought about {what} yet.",
    "{who} knows that it needs {what}, but seems not to know where to begin.",
    "{who} has begun with {what} in some of its services.",
    "{who} works with {what} in most of its services, and checks that people gain by it.",
    "{who} works with {what} in all its services, and learns from the people they are for.",
)
BETWEEN = "Step {step} of {steps}: write what is true of {what} between the step before and the one after."
WHO = {Side.PROVIDER: "The provider", Side.COMMISSIONER: "The council"}
BANDS = ("Getting started", "Some progress", "Good", "Excellent")


def sheets(name: str, title: str, side: Side, steps: int) -> Mapping[str, Rows]:
    """The rows of each sheet of a template of `steps` steps, headings first; `name` is its form_id."""
    topics = [topic for section in SECTIONS.values() for topic in section]
    return {
        "survey": (
            ("type", "name", "ref", "label", "hint", "required", "evidence_of"),
            *(row for place, (head, asked) in enumerate(SECTIONS.items(), 1) for row in _section(place, head, asked)),
        ),
        "choices": (
            ("list_name", "name", "label", "score", "label_they"),
            *(row for topic in topics for row in _steps(topic, WHO[side], steps)),
        ),
        "settings": (("form_title", "form_id", "version", "side"), (title, name, "1", side.value)),
        "bands": (("level", "band"), *((step, _spread(BANDS, step, steps)) for step in range(1, steps + 1))),
        "guidance": (
            ("where", "heading", "text"),
            (
                "start",
                "Who this is for",
                "Everybody who knows how we work. Fill it in together where you can: you learn more.",
            ),
        ),
    }


def links() -> Iterator[tuple[str, str]]:
    """The name of each topic of a starter, with that of the theme it is about."""
    return ((topic.name, topic.theme) for section in SECTIONS.values() for topic in section)


def _section(place: int, head: tuple[str, str], topics: Sequence[Topic]) -> Iterator[tuple[str, ...]]:
    name, title = head
    yield "begin_group", name, str(place), title, "", "", ""
    for number, topic in enumerate(topics, start=1):
        ref = f"{place}.{number}"
        hint = f"How far we have come with {topic.what}."
        yield f"select_one {topic.name}", topic.name, ref, topic.title, hint, "yes", ""
        yield "text", f"{topic.name}_evidence", "", "What shows it.", "", "", topic.name
    yield "end_group", "", "", "", "", "", ""


def _steps(topic: Topic, who: str, steps: int) -> Iterator[tuple[str | int, ...]]:
    for step in range(1, steps + 1):
        facts = {"what": topic.what, "who": who, "step": step, "steps": steps}
        is_told = step in (1, steps) or steps <= len(WE)
        ours, theirs = (_spread(words, step, steps) for words in (WE, THEY)) if is_told else (BETWEEN, BETWEEN)
        yield topic.name, f"level_{step}", ours.format(**facts), step, theirs.format(**facts)


def _spread(words: Sequence[str], step: int, steps: int) -> str:
    """The words for a step where there are more or fewer steps than words: first and last stay where they are."""
    return words[round((step - 1) * (len(words) - 1) / (steps - 1))]
