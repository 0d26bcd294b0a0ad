"""Stories: what happens to one recipient from day to day, and what is true after each; the table of all mishaps."""

from collections.abc import Callable, Generator, Mapping
from random import Random

from msgspec import Struct, field
from openpyxl import Workbook

from tests.builders.mails import message
from tests.lived.form import TOPICS
from tests.lived.people import Levels, Person, also_ticked, detailed, rearranged, ticked
from tests.lived.post import MAILS, SENDER, Post, posted, wrapped
from xlkit.form.layout import TICK
from xlkit.intake.log import Status
from xlkit.intake.tracker import State
from xlkit.round.round import Decision, Ruling

SCREENSHOT = b"\x89PNG\r\n\x1a\n" + bytes(3000)
QUESTIONS, LOCALITY = "Questions", "Y6"  # the reference of that detail on About you


class Heard(Struct, frozen=True):
    """What a person, or the office, has by now: the correction workbook they were sent, and the merged workbook."""

    correction: bytes = b""
    consolidated: bytes = b""
    last_round: bytes = b""
    unsigned: bytes = b""


class Scene(Struct, frozen=True):
    """One day of a story, and the truth at its end.

    `posts` arrive; before, the officer types `edits` into the row of the recipient, by its headings, and a `decision`.
    Then the recipient is in that `state`, all that has come of theirs so far has those `statuses`, in any order, and
    `merged` are their levels that count.
    """

    state: State
    posts: tuple[Post, ...] = ()
    statuses: tuple[Status, ...] = ()
    merged: Levels = field(default_factory=dict)
    edits: Mapping[str, str] = field(default_factory=dict)
    decision: Decision | None = None


Story = Generator[Scene, Heard, None]
Mishap = Callable[[Person, Random], Story]
VALID, INCOMPLETE, REJECTED, HELD = Status.VALID, Status.INCOMPLETE, Status.REJECTED, Status.HELD
CONFLICT, SUPERSEDED, DUPLICATE = Status.CONFLICT, Status.SUPERSEDED, Status.DUPLICATE


def sent(person: Person, chance: Random, data: bytes, says: Levels) -> Post:
    """A workbook of a person as it arrives."""
    return posted(chance, f"{person.number:03} {chance.randrange(10**6)}", data, says, person.email)


def whole(person: Person, chance: Random, mark: str = "✓") -> Post:
    """Their workbook with every topic ticked."""
    return sent(person, chance, ticked(person.issued, person.levels, mark), person.levels)


def two_topics(chance: Random) -> tuple[str, ...]:
    """Two of the topics."""
    return tuple(chance.sample(sorted(TOPICS), 2))


def nothing_goes_wrong(person: Person, chance: Random) -> Story:
    """One return, complete."""
    yield Scene(State.VALID, (whole(person, chance),), (VALID,), person.levels)


def ticks_are_typed(person: Person, chance: Random) -> Story:
    """Crosses in place of the tick."""
    yield Scene(State.VALID, (whole(person, chance, chance.choice(("x", "X", "Yes", "1"))),), (VALID,), person.levels)


def never_answers(person: Person, chance: Random) -> Story:
    """Silence, whatever is sent."""
    yield Scene(State.SENT)


def answers_when_reminded(person: Person, chance: Random) -> Story:
    """Silence, then a return."""
    yield Scene(State.SENT)
    yield Scene(State.VALID, (whole(person, chance),), (VALID,), person.levels)


def would_rather_not(person: Person, chance: Random) -> Story:
    """A call, noted by the officer."""
    yield Scene(State.SENT)
    yield Scene(State.DECLINED, edits={"Delivery": "declined"})


def fills_in_the_correction(person: Person, chance: Random) -> Story:
    """Two topics left out, put right in the workbook that was made for it."""
    known = person.all_but(*two_topics(chance))
    heard = yield Scene(
        State.INCOMPLETE, (sent(person, chance, ticked(person.issued, known), known),), (INCOMPLETE,), known
    )
    corrected = sent(person, chance, ticked(heard.correction, person.levels), person.levels)
    yield Scene(State.VALID, (corrected,), (SUPERSEDED, VALID), person.levels)


def sends_the_correction_and_a_second_original(person: Person, chance: Random) -> Story:
    """Both ways at once."""
    known = person.all_but(*two_topics(chance))
    heard = yield Scene(
        State.INCOMPLETE, (sent(person, chance, ticked(person.issued, known), known),), (INCOMPLETE,), known
    )
    corrected = sent(person, chance, ticked(heard.correction, person.levels), person.levels)
    both = (corrected, whole(person, chance))
    yield Scene(State.VALID, both, (SUPERSEDED, VALID, SUPERSEDED), person.levels)


def ticks_two(person: Person, chance: Random) -> Story:
    """Two ticks in one topic, then one."""
    topic = chance.choice(sorted(TOPICS))
    double = also_ticked(ticked(person.issued, person.levels), topic, person.levels[topic] % 5 + 1)
    known = person.all_but(topic)
    heard = yield Scene(State.INCOMPLETE, (sent(person, chance, double, known),), (INCOMPLETE,), known)
    corrected = sent(person, chance, ticked(heard.correction, person.levels), person.levels)
    yield Scene(State.VALID, (corrected,), (SUPERSEDED, VALID), person.levels)


def sends_it_blank(person: Person, chance: Random) -> Story:
    """The form as it came, then filled in."""
    yield Scene(State.BLANK, (sent(person, chance, person.issued, {}),), (INCOMPLETE,))
    yield Scene(State.VALID, (whole(person, chance),), (SUPERSEDED, VALID), person.levels)


def sends_it_twice(person: Person, chance: Random) -> Story:
    """One return, by two ways."""
    posts = (whole(person, chance), whole(person, chance))
    yield Scene(State.VALID, posts, (VALID, DUPLICATE), person.levels)


def copies_it_for_another_site(person: Person, chance: Random) -> Story:
    """The same form with other answers: which one stands is for the officer to say."""
    other = {name: level % 5 + 1 for name, level in person.levels.items()}
    mine = whole(person, chance)
    copy = sent(person, chance, detailed(ticked(person.issued, other), LOCALITY, "Coast"), other)
    yield Scene(State.CONFLICT, (mine, copy), (CONFLICT, CONFLICT))
    yield Scene(State.VALID, (), (VALID, SUPERSEDED), person.levels, decision=_prefer(person, mine))


def sends_a_screenshot(person: Person, chance: Random) -> Story:
    """A picture of the form, under the name of the form, then the form."""
    picture = wrapped(chance, f"{person.number:03} form {person.return_id}.png", SCREENSHOT, person.email)
    yield Scene(State.REJECTED, (picture,), (REJECTED,))
    yield Scene(State.VALID, (whole(person, chance),), (REJECTED, VALID), person.levels)


def is_spoken_for_by_somebody_else(person: Person, chance: Random) -> Story:
    """An unsigned form in their name, with other answers, beside their own."""
    other = {name: level % 5 + 1 for name, level in person.levels.items()}
    heard = yield Scene(State.VALID, (whole(person, chance),), (VALID,), person.levels)
    impostor = sent(person, chance, detailed(ticked(heard.unsigned, other), "Y1", person.organisation), other)
    yield Scene(State.VALID, (impostor,), (VALID, HELD), person.levels)


def answers_in_an_unsigned_form(person: Person, chance: Random) -> Story:
    """A blank form that somebody passed on: it counts once the officer has asked them."""
    heard = yield Scene(State.SENT)
    form = detailed(ticked(heard.unsigned, person.levels), "Y1", person.organisation)
    post = sent(person, chance, form, person.levels)
    yield Scene(State.HELD, (post,), (HELD,))
    accept = Decision(
        Ruling.ACCEPT, return_id=person.return_id, file=post.mark[:12], why="They rang", approved_by="Head of service"
    )
    yield Scene(State.VALID, (), (VALID,), person.levels, decision=accept)


def copies_a_sheet(person: Person, chance: Random) -> Story:
    """A second Questions that says the same."""
    data = rearranged(
        ticked(person.issued, person.levels), lambda book: book.copy_worksheet(book[QUESTIONS]).sheet_view.zoomScale
    )
    yield Scene(State.VALID, (sent(person, chance, data, person.levels),), (VALID,), person.levels)


def goes_on_in_a_copied_sheet(person: Person, chance: Random) -> Story:
    """The first Questions stays empty, and the second is filled in."""

    def empty_the_first(book: Workbook) -> None:
        book.copy_worksheet(book[QUESTIONS])
        for row in book[QUESTIONS].iter_rows(min_col=TICK + 1, max_col=TICK + 1):
            row[0].value = None if row[0].value == "✓" else row[0].value

    data = rearranged(ticked(person.issued, person.levels), empty_the_first)
    yield Scene(State.VALID, (sent(person, chance, data, person.levels),), (VALID,), person.levels)


def inserts_a_column(person: Person, chance: Random) -> Story:
    """Notes of their own between the statements and the ticks."""
    data = rearranged(ticked(person.issued, person.levels), lambda book: book[QUESTIONS].insert_cols(TICK + 1))
    yield Scene(State.VALID, (sent(person, chance, data, person.levels),), (VALID,), person.levels)


def renames_and_moves_sheets(person: Person, chance: Random) -> Story:
    """Questions comes first, under another name."""

    def move(book: Workbook) -> None:
        book.move_sheet(QUESTIONS, -1)
        book[QUESTIONS].title = "Our answers"

    data = rearranged(ticked(person.issued, person.levels), move)
    yield Scene(State.VALID, (sent(person, chance, data, person.levels),), (VALID,), person.levels)


def mails_a_link(person: Person, chance: Random) -> Story:
    """A mail that leads to a workbook which nobody else can open, then the workbook."""
    mail = bytes(message("It is here: https://share.example/day-check")).replace(SENDER, person.email.encode())
    yield Scene(State.REJECTED, (Post(f"RE {person.number:03} link.eml", mail),), (REJECTED,))
    yield Scene(State.VALID, (whole(person, chance),), (REJECTED, VALID), person.levels)


def changes_their_mind(person: Person, chance: Random) -> Story:
    """The same form again with one answer changed: the officer asks, and prefers the later one."""
    topic = chance.choice(sorted(TOPICS))
    before = {**person.levels, topic: person.levels[topic] % 5 + 1}
    yield Scene(State.VALID, (sent(person, chance, ticked(person.issued, before), before),), (VALID,), before)
    later = whole(person, chance)
    yield Scene(State.CONFLICT, (later,), (CONFLICT, CONFLICT))
    yield Scene(State.VALID, (), (SUPERSEDED, VALID), person.levels, decision=_prefer(person, later))


def is_left_out(person: Person, chance: Random) -> Story:
    """A return that the officer excludes."""
    yield Scene(State.VALID, (whole(person, chance),), (VALID,), person.levels)
    exclude = Decision(Ruling.EXCLUDE, return_id=person.return_id, why="Closed", approved_by="Head of service")
    yield Scene(State.EXCLUDED, (), (Status.EXCLUDED,), decision=exclude)


def is_let_off_a_topic(person: Person, chance: Random) -> Story:
    """One topic left out, and waived."""
    known = person.all_but(chance.choice(sorted(TOPICS)))
    yield Scene(State.INCOMPLETE, (sent(person, chance, ticked(person.issued, known), known),), (INCOMPLETE,), known)
    waive = Decision(
        Ruling.WAIVE, return_id=person.return_id, check="no-answer", why="New", approved_by="Head of service"
    )
    yield Scene(State.VALID, (), (VALID,), known, decision=waive)


def puts_it_right_in_their_own_copy(person: Person, chance: Random) -> Story:
    """Two topics left out, then added in the same form, as the letter asks."""
    known = person.all_but(*two_topics(chance))
    yield Scene(State.INCOMPLETE, (sent(person, chance, ticked(person.issued, known), known),), (INCOMPLETE,), known)
    yield Scene(State.VALID, (whole(person, chance),), (SUPERSEDED, VALID), person.levels)


def sends_a_consolidated_workbook(person: Person, chance: Random) -> Story:
    """What a council merged, found among the returns, speaks for nobody."""
    heard = yield Scene(State.VALID, (whole(person, chance),), (VALID,), person.levels)
    merged = wrapped(chance, f"{person.number:03} all of us.xlsx", heard.consolidated, person.email)
    yield Scene(State.VALID, (merged,), (VALID, REJECTED), person.levels)


def sends_the_form_of_last_round(person: Person, chance: Random) -> Story:
    """What they had on their disk, then the right one."""
    heard = yield Scene(State.SENT)
    old = sent(person, chance, ticked(heard.last_round, person.levels), person.levels)
    yield Scene(State.REJECTED, (old,), (REJECTED,))
    yield Scene(State.VALID, (whole(person, chance),), (REJECTED, VALID), person.levels)


def has_a_new_manager(person: Person, chance: Random) -> Story:
    """The officer corrects the row once the return is there."""
    yield Scene(State.VALID, (whole(person, chance),), (VALID,), person.levels)
    edits = {"Respondent": "Nia New", "Role": "Acting manager", "Email": "nia@new.example"}
    yield Scene(State.VALID, (), (VALID,), person.levels, edits)


def was_misspelt_by_the_council(person: Person, chance: Random) -> Story:
    """The name in the list is corrected before the return comes."""
    yield Scene(State.SENT)
    edits = {"Organisation": f"{person.organisation} Limited", "Locality": "Coast"}
    yield Scene(State.VALID, (whole(person, chance),), (VALID,), person.levels, edits)


def mails_a_picture(person: Person, chance: Random) -> Story:
    """Attached under a name that says nothing: only the mail says whom it is from."""
    picture = wrapped(chance, f"{person.number:03} IMG_2034.png", SCREENSHOT, person.email, ways=MAILS)
    yield Scene(State.REJECTED, (picture,), (REJECTED,))
    yield Scene(State.VALID, (whole(person, chance),), (REJECTED, VALID), person.levels)


def _prefer(person: Person, post: Post) -> Decision:
    return Decision(
        Ruling.PREFER, return_id=person.return_id, file=post.mark[:12], why="Theirs", approved_by="Head of service"
    )


MISHAPS: Mapping[str, Mishap] = {
    mishap.__name__.replace("_", " "): mishap
    for mishap in (
        nothing_goes_wrong,
        ticks_are_typed,
        never_answers,
        answers_when_reminded,
        would_rather_not,
        fills_in_the_correction,
        sends_the_correction_and_a_second_original,
        ticks_two,
        sends_it_blank,
        sends_it_twice,
        copies_it_for_another_site,
        sends_a_screenshot,
        is_spoken_for_by_somebody_else,
        answers_in_an_unsigned_form,
        copies_a_sheet,
        goes_on_in_a_copied_sheet,
        inserts_a_column,
        renames_and_moves_sheets,
        changes_their_mind,
        is_left_out,
        is_let_off_a_topic,
        mails_a_picture,
        mails_a_link,
        was_misspelt_by_the_council,
        has_a_new_manager,
        sends_the_form_of_last_round,
        sends_a_consolidated_workbook,
        puts_it_right_in_their_own_copy,
    )
}
