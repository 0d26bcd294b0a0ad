"""What xlkit says held against what is true: every difference, in a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from email.message import EmailMessage
from typing import Any

from tests.lived.form import TOPICS
from tests.lived.office import Seen
from tests.lived.people import Levels, Person, levels_ticked
from tests.lived.post import Post
from tests.lived.stories import Scene
from xlkit.books.round.tracker_workbook import NOT_KNOWN
from xlkit.intake.log import Status
from xlkit.intake.tracker import State

# How the subjects of letters begin.
REMINDER, CORRECTION, AGAIN = "Reminder: ", "Please look again: ", "We could not use it yet: "
LETTERS = {
    State.SENT: REMINDER,
    State.INCOMPLETE: CORRECTION,
    State.BLANK: CORRECTION,
    State.CONFLICT: AGAIN,
    State.REJECTED: AGAIN,
}
NOT_HAD = "We have not had the workbook"
Files = Sequence[Mapping[str, Any]]


def of_the_log(seen: Seen, posts: Sequence[Post]) -> Iterator[str]:
    """Whether the log closes: each thing that arrived is in it, nothing else is, and the sums are right."""
    if Counter(file["status"] for file in seen.entries) != Counter({k: n for k, n in seen.counts.items() if n}):
        yield f"the counts {seen.counts} are not those of the files"
    for post in posts:
        if not files_of(post, seen):
            yield f"{post.name} is not accounted for"
    for file in seen.entries:
        if not any(file in files_of(post, seen) for post in posts):
            yield f"{file['path']} never arrived"
        if Status(file["status"]) in (Status.REJECTED, Status.HELD, Status.CONFLICT) and not file["issues"]:
            yield f"{file['path']} is {file['status']}, and nothing says why"


def of_a_person(person: Person, scene: Scene, posts: Sequence[Post], seen: Seen) -> Iterator[str]:
    """What is said of a person, of what they sent, and to them."""
    state = seen.states[person.number]
    if state is not scene.state:
        yield f"is {state}, and in truth {scene.state}"
    files = [file for post in posts for file in files_of(post, seen) if file["status"] != Status.IGNORED]
    if Counter(file["status"] for file in files) != Counter(status.value for status in scene.statuses):
        said = [(file["path"], file["status"], [issue["message"] for issue in file["issues"]]) for file in files]
        yield f"sent what is {said}, and in truth {[*map(str, scene.statuses)]}"
    counting = [levels_in(file) for file in files if Status(file["status"]).is_merged]
    if counting != ([scene.merged] if Status.VALID in scene.statuses or Status.INCOMPLETE in scene.statuses else []):
        yield f"has the levels {counting} merged, and in truth {scene.merged}"
    yield from _of_what_is_unused(person, files, seen)
    yield from _lost(posts, scene.merged, seen)
    if scene.state in (State.INCOMPLETE, State.BLANK):
        correction = seen.corrections.get(person.return_id)
        held = None if correction is None else levels_ticked(correction)
        if held != (scene.merged or None):  # where nothing was answered the form itself goes out again
            yield f"gets {'no correction' if correction is None else 'a correction that holds other answers'}"
    yield from _of_the_letter(seen.letters.get(person.return_id), scene)


def files_of(post: Post, seen: Seen) -> Files:
    """The files that something which arrived holds, or is."""
    return [
        file
        for file in seen.entries
        if file["path"].partition("/returned/")[2].split("/")[0].split(" › ")[0] == post.name
    ]


def levels_in(file: Mapping[str, Any]) -> Levels:
    """The levels that a file gives."""
    answers = file["return"]["answers"] if file["return"] else {}
    return {name: answer["level"] for name, answer in answers.items() if answer["level"] is not None}


def _of_what_is_unused(person: Person, files: Files, seen: Seen) -> Iterator[str]:
    """Whether a file of theirs that is not used is news, and never somebody else's."""
    for file in files:
        if Status(file["status"]) in (Status.REJECTED, Status.HELD):
            # The sheet names the folder that all lie in once, above them.
            said = (whose for name, whose in seen.unused.items() if f"/{file['path']}".endswith(f"/{name}"))
            whose = next(said, "passed over")
            if person.organisation not in whose and whose != NOT_KNOWN:
                yield f"sent {file['path']}, and the tracker says of it: {whose}"


def _lost(posts: Sequence[Post], merged: Levels, seen: Seen) -> Iterator[str]:
    """An answer that somebody gave, and that is neither merged nor asked about."""
    for post in posts:
        settled = [file for file in files_of(post, seen) if Status(file["status"]) in _SETTLED]
        for file in settled:
            if not post.says.items() <= merged.items() and not _is_decided(file):
                yield f"loses {post.says} of {file['path']}, which is {file['status']}, where {merged} is merged"


_SETTLED = (Status.VALID, Status.INCOMPLETE, Status.SUPERSEDED, Status.DUPLICATE)


def _is_decided(file: Mapping[str, Any]) -> bool:
    return any(issue["code"] == "not-preferred" for issue in file["issues"])


def _of_the_letter(letter: EmailMessage | None, scene: Scene) -> Iterator[str]:
    wanted = LETTERS.get(scene.state)
    if (letter is None) != (wanted is None):
        yield f"{'gets no letter' if letter is None else 'gets a letter'}, being {scene.state}"
        return
    if letter is None or wanted is None:
        return
    if not str(letter["Subject"]).startswith(wanted):
        yield f"is written “{letter['Subject']}”, being {scene.state}"
    body = letter.get_body()
    text = body.get_content() if body else ""
    if scene.statuses and NOT_HAD in text:
        yield "is told that nothing came"
    open_topics = {title for name, title in TOPICS.items() if name not in scene.merged}
    asked = {title for title in TOPICS.values() if title in text}
    if scene.state is State.INCOMPLETE and asked and asked != open_topics:
        yield f"is asked about {sorted(asked)}, where {sorted(open_topics)} is open"
