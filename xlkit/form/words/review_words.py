"""The words of a person's review, by language; others are those of `Words`."""

from dataclasses import dataclass

from xlkit.form.words.catalogue import Catalogue, Words
from xlkit.form.words.languages import in_each


@dataclass(frozen=True, slots=True)
class ReviewWords(Catalogue):
    """What a person's review says; `{…}` marks where a figure or a text is put in."""

    # Sheets
    before: str = "Before the day"
    talk: str = "Review"
    actions: str = "Actions"
    top_twos: str = "Top twos"
    profile: str = "One-page profile"
    onward: str = "To pass on"

    # Start
    subtitle: str = (
        "A review that belongs to the person. It stays with them and those who support them; it is sent to nobody."
    )
    readers_heading: str = "Who sees it"
    readers: str = "The person, and whoever they want to see it. Nobody outside, but for what they agree to on Top twos. If this workbook is sent back with others, it is refused unread."
    steps: tuple[str, ...] = (
        "Before the day, ask the person who should come, where it should be and what helps them to say what they want.",
        "On the day, write posters first, in everybody's words. Then type them into Review, one thought in a row; a pasted list takes a row for each line.",
        "At the end the person picks, in the three lists that are marked for it, what comes first: 1, and 2. One is fine, and none.",
        "Agree actions. Pick beside each which sentence it comes from.",
        "Ask the person about each of their top twos: may it be passed on, and in which words?",
    )
    minutes: str = "Minutes for each part"
    minutes_all: str = "All together"
    minutes_out: str = "{count}: a review takes 75 to 90 minutes, so think again about what is needed"
    minutes_fine: str = "{count}, within 75 to 90"
    so_far: str = "{count} of {all} lists begun"
    holds_before: str = "Who comes, where, and what the person agreed to"
    holds_talk: str = "What was said, question by question"
    holds_actions: str = "What will change, who sees to it and by when"
    holds_top_twos: str = "What the person picked, and how it may be used"
    holds_profile: str = "One page in the person's words, to print"
    holds_onward: str = "One row for the Top-twos workbook of the service"

    # Before the day
    before_intro: str = "Settle this with the person before you meet. Yellow cells are yours."

    # Review
    talk_intro: str = "One thought in a row, in the words in which it was said. Leave rows that you do not need."
    talk_headings: tuple[str, ...] = ("Ref", "What was said", "Whose view", "First", "Action")
    top_hint: str = "The person picks: 1, then 2."
    top_refused: tuple[str, str] = (
        "Pick 1 or 2",
        "Pick 1 for what matters most and 2 for what comes next, once each in this list.",
    )

    # Actions
    actions_intro: str = "One action in a row. Pick which sentence it comes from, and what that says appears beside it."
    actions_headings: tuple[str, ...] = (
        "Ref",
        "Action",
        "Comes from",
        "What it says",
        "Who",
        "By when",
        "How we will know",
        "Status",
        "Late",
    )
    as_at: str = "Late is held against this day:"
    late: str = "late"
    not_there: str = "no sentence has this reference"

    # Top twos
    two_intro: str = "What the person picked. Ask about each whether others may read it, and in which words."
    two_headings: tuple[str, ...] = (
        "Ref",
        "Top two",
        "What was said",
        "In words for others (empty: as it was said)",
        "May be used",
        "Told by",
        "From",
        "No action yet, because",
        "To look at",
    )
    two_twice: str = "{number} is picked more than once: keep one"
    two_none: str = "none picked, which is fine"
    two_lines: str = "several lines: one card holds one thought"
    two_others: str = "these are not the person's own words: see Told by"
    two_use: str = "ask how it may be used"
    two_told: str = "say who told it"
    two_action: str = "no action comes from it yet: add one, or say why not"
    two_ready: str = "ready"

    # One-page profile
    name: str = "My name is …"
    photograph: str = "Room for a photograph: Insert, Pictures."
    too_long: str = "longer than its part of the page: shorten it on Review"

    # To pass on
    onward_intro: str = (
        "Nothing to type here: one row for the Top-twos workbook, with what may be passed on and nothing else."
    )
    onward_steps: tuple[str, ...] = (
        "Open the Top-twos workbook of your service, and find the row with this person's code.",
        "Here, select the cells {cells} and copy them.",
        "There, click the cell below {first} in that row, and choose Paste Special, Values.",
        "Close this workbook and keep it where it was. Send it to nobody.",
    )


CATALOGUES = in_each(ReviewWords(), "review")


def review_words(words: Words) -> ReviewWords:
    """The words of a person's review in the language of these words."""
    return CATALOGUES[words.code]
