"""The demonstration's event: what the teams of one made-up provider say to its plan, and what they made of it."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from xlkit.demo.voices import SECRET
from xlkit.form.draft import Draft
from xlkit.returns.return_ids import return_id
from xlkit.round import rows
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient, Round
from xlkit.voice.following import YES
from xlkit.voice.telling import CHECKED
from xlkit.voice.workshop import Theme, Workshop

TEMPLATE = "strategic-plan-input"
ROUND = Round(
    name="The plan from 2028",
    deadline="Friday 30 April 2027",
    contact="Grace Lin, Beacon Supported Living",
    council="Beacon Supported Living",
    due=date(2027, 4, 30),
)
HELD_ON = date(2027, 5, 20)
VISION = "Nobody moves because of a rota, and everybody has somebody to go out with in the evening."
# Each team with its kind, and what it says, each by the theme that the event sees in it.
TEAMS = {
    "Harbour Street": ("support_team", "P1 P2 H1 H2 Q1 Q2"),
    "Mill Lane": ("support_team", "P1 P2 H1 H2 Q1 Q3"),
    "Payroll and finance": ("finance", "P1 P2 H1 H2 Q1 Q4"),
    "Recruitment": ("human_resources", "P2 H1 Q5 Q6"),
    "Families of Mill Lane": ("family", "P1 H1 H2"),
    "The Tuesday group": ("self_advocacy", "P1 H1"),
}
FIELDS = {"P": "proud", "H": "change", "Q": "question"}
SAID: Mapping[str, tuple[str, ...]] = {
    "P1": (
        "Two people moved into flats of their own", "Nobody waited longer than a month to move",
        "We paid the deposit for three first homes", "Our sons choose who lives with them",
        "We have keys to our own doors",
    ),
    "P2": (
        "Staff stay: nobody left in a year", "The same four faces all week", "Wages were right every month",
        "People we support sit in each interview",
    ),
    "H1": (
        "Evenings end at eight", "Nobody is free on Saturday nights", "Overtime after eight is paid late",
        "We advertise daytime hours alone", "Nothing happens at weekends", "We want to stay out late",
    ),
    "H2": (
        "Plans are kept in the office", "Each plan is written twice", "Nobody tells us what a plan costs",
        "We see a plan once a year",
    ),
    "Q1": (
        "Will there be money for evenings?", "Who pays for shifts after eight?", "Can hours be moved to the evening?",
    ),
    "Q2": ("Will there be a lift where we work?",),
    "Q3": ("Do we stay in the house we have?",),
    "Q4": ("Will each person see their own account?",),
    "Q5": ("Will wages rise with the living wage?",),
    "Q6": ("Who trains the people who interview?",),
}  # fmt: skip
HOW = {"Evenings end at eight": "Two shifts a week until eleven", "Each plan is written twice": "One plan, on a tablet"}
THEMES = (
    Theme("P1", "", "I have a home of my own", "A home", dots=(3, 1, 1, 0, 3, 3, 0, 0)),
    Theme("P2", "", "I know who comes", "Who comes", dots=(2, 2, 2, 0, 1, 1, 0, 0)),
    Theme("H1", "", "I want to be out in the evening", "Evenings", dots=(4, 1, 2, 0, 3, 4, 0, 0)),
    Theme("H2", "", "I want my plan where I am", "Plans", dots=(1, 2, 0, 0, 2, 1, 0, 0)),
    Theme("Q1", "", "Will there be money for evenings?", "Evenings", dots=(3, 1, 1, 0, 2, 3, 0, 0), answered="Page 4"),
    Theme("Q2", "", "Will there be lifts?", "Lifts", dots=(2, 0, 1, 0, 1, 1, 0, 0), answered="Page 9"),
    Theme("Q3", "", "Do we stay where we are?", "Houses", dots=(1, 0, 0, 0, 3, 0, 0, 0), answered="Page 9"),
    Theme(
        "Q4", "", "Will each person see their account?", "Accounts", dots=(0, 2, 0, 0, 1, 0, 0, 0), answered="Page 12"
    ),
    Theme("Q5", "", "Will wages rise?", "Wages", dots=(1, 0, 1, 0, 0, 0, 0, 0)),
    Theme("Q6", "", "Who trains interviewers?", "Interviews", dots=(0, 0, 1, 0, 0, 1, 0, 0), answered="Page 15"),
)
CHOSEN = ("Q1", "Q2", "Q3", "Q4", "Q6")  # of two that tie at the fifth place the event chose the one


def control() -> Control:
    """The round in which teams are heard, as whoever leads the plan filled it in."""
    asked = tuple(
        Recipient(name, template=TEMPLATE, row_id=f"{rows.PREFIX}{return_id((ROUND.name, name))}") for name in TEAMS
    )
    filled_in = Control(ROUND, HELD_ON, TEMPLATE, recipients=asked, letters=LETTERS_DEFAULT)
    return rows.settled(replace(filled_in, secret=SECRET, asks_what_people_say=True))


def drafts() -> Mapping[str, Draft]:
    """What each team's workbook holds."""
    pools = {ref: iter(said) for ref, said in SAID.items()}
    filled = {}
    for name, (kind, refs) in TEAMS.items():
        answers = {"team": name, "kind_of_group": kind, "may_be_used": "words"}
        for letter, field in FIELDS.items():
            for at, ref in enumerate((ref for ref in refs.split() if ref[0] == letter), start=1):
                said = answers[f"{field}_{at}"] = next(pools[ref])
                if said in HOW:
                    answers[f"{field}_{at}_how"] = HOW[said]
        filled[name] = Draft(answers=answers)
    return filled


def followed_up(event: Workshop) -> Workshop:
    """The event once its plan is written: each card stands in a theme, and five questions are answered in the plan."""
    on_wall: dict[str, list[str]] = {}
    for card in (card for card in event.cards if card.words):
        ref = next(ref for ref, those in SAID.items() if card.words.startswith(those))
        on_wall.setdefault(ref, []).append(str(card.number))
    named = {theme.ref: replace(theme, cleared=CHECKED, chosen=YES if theme.ref in CHOSEN else "") for theme in THEMES}
    themes = (
        replace(named[blank.ref], wall=blank.wall, cards=", ".join(on_wall[blank.ref])) if blank.ref in named else blank
        for blank in event.themes
    )
    attended = (5, 2, 2, None, 4, 4, 1, 1)
    return replace(event, themes=tuple(themes), vision=VISION, held=HELD_ON, attended=attended)
