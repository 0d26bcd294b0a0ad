"""The demonstration's voices: what twenty made-up people of five providers say, and a workshop that follows it up."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from msgspec.structs import replace

from xlkit.demo import assessments
from xlkit.form.draft import Draft
from xlkit.returns.return_ids import return_id
from xlkit.round import rows
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient, Round, Rules
from xlkit.voice.following import YES
from xlkit.voice.telling import CHECKED
from xlkit.voice.workshop import ACTING, Card, Cause, Promise, Success, Theme, Workshop

TEMPLATE = "top-twos"
ROUND = Round(
    name="What people say, spring 2027",
    deadline="Friday 12 March 2027",
    contact=assessments.ROUND.contact,
    council=assessments.COUNCIL,
    due=date(2027, 3, 12),
)
SECRET = "fe" * 32  # of a round in which nobody is real; those of real rounds are drawn
HELD_ON = date(2027, 3, 24)
# Each provider with how many of its people say something, and the kind of their support.
PROVIDERS = {
    "Beacon Supported Living": (6, "supported"),
    "Bramley Home Care": (5, "home"),
    "Elm Row Care Home": (5, "care_home"),
    "Kestrel Living": (2, "supported"),
    "Orchard Day Centre": (2, "day"),
}
PLACES = {"W": ("working_1", "working_2"), "N": ("not_working_1", "not_working_2"), "F": ("future_1", "future_2")}
USES = {"words": 0.86, "unchecked": 0.04, "counted": 0.05, "no": 0.03, "held": 0.02}
TOLD = {"person": 0.75, "support": 0.2, "knows": 0.05}
STEP = 7  # places between what one person says and the next, so that themes are spread over people
# What is said, by the theme that the group sees in it.
SAID: Mapping[str, tuple[str, ...]] = {
    "W1": (
        "The woman who comes on weekdays takes her time", "They sit down and talk with me",
        "My support worker knows how I take my tea", "If I am upset somebody notices",
        "I helped to interview the new manager", "They do not rush me on the stairs",
        "My team leader rings back when she says she will", "I laugh with the staff here",
        "The night staff knock and wait", "They learned my signs", "I chose two of my own staff",
        "Somebody explains the letters I get", "The same four people come, and I like all four",
    ),
    "W2": (
        "The man at the corner shop knows me", "I sing in the choir on the square", "I help at the food bank",
        "My gardening group misses me when I am ill", "I have a library card and I use it",
        "The bus drivers say hello to me", "I vote, and nobody tells me how", "I go to the match with other fans",
        "I water the flowers outside the hall", "The café keeps my table for me", "I found a church that has a ramp",
    ),
    "W3": (
        "I painted my room green", "I get up when I wake up", "I have my own front door key",
        "I picked who I live with", "We plan the week on Sunday and I go first", "I cook what I fancy",
        "I say when the carer may come in", "My plan has my own photographs in it", "I keep a cat",
        "I can lock the bathroom", "I go to bed after the late film", "Nobody moves my things any more",
        "I changed my day from morning to afternoon", "I decide what goes on the shopping list",
        "I got rid of the lounge timetable", "I stay in when I do not feel like going",
    ),
    "N1": (
        "I get a stranger at the door most weekends", "The rota comes after the week has begun",
        "Nobody rings when they are late", "I tell my story again to every new face",
        "I sit dressed and waiting until noon", "Three different people washed me this week",
        "The good ones leave", "I do not know who sleeps in tonight",
        "Agency staff do not know how to work my hoist", "They change the time and tell me afterwards",
        "When my worker is off nobody comes", "I lie awake because I do not know who comes",
        "Half an hour is over before we have started",
    ),
    "N2": (
        "I am in pyjamas by seven because the shift ends", "Nothing happens after tea",
        "I missed the concert as no one could stay", "There is nobody to go to the pub with me",
        "The last bus is before the film ends", "My wheelchair cannot get over the kerb outside",
        "Weekends are long", "I can only go out in a group", "Outings are on a list made in the office",
        "I have not been to the sea since I moved here", "The club ends when it gets good",
    ),
    "N3": (
        "They had the meeting about me without me", "My plan was finished before I saw it",
        "I was given a new day service by letter", "They ask me and then do what they had planned",
        "The forms are not in words I know", "I have filled in three surveys and heard nothing",
        "They talk over my head", "Nobody asked before they changed my hours", "I am always the last to hear",
        "The complaints box has no key",
    ),
    "N4": (
        "I do not know how much money there is for me", "I have to ask for my own money",
        "They buy things with my budget and I see no bill", "I cannot save up because it goes back",
    ),
    "N5": ("Dinner is cold by the time it gets up here", "It is sandwiches every evening"),
    "F1": (
        "I would like a job with a payslip", "I want to look after animals and get paid",
        "I want to work in a kitchen", "I want to try a morning at the garage", "I want to sell my cards at the market",
        "I want to finish my driving theory", "I want to teach others how to use a tablet",
        "I want work that is not putting things in bags", "I want somebody to help me look for a job",
        "I want to earn enough for a holiday",
    ),
    "F2": (
        "I want to have my friends round for a meal", "I want to find somebody to love",
        "I want to phone my old flatmate", "I want to stay out late with people my age",
        "I want to go dancing", "I want a friend who is not paid", "I want to get to know people on my street",
        "I want to visit where I grew up", "I want to join the allotment", "I want to be somebody's best man",
        "I want to write to people in other countries", "I want to take my friend to the seaside",
        "I want a party on my birthday",
    ),
    "F3": (
        "I want a flat with my name at the bell", "I want to live with one other person and no more",
        "I want a garden I can get into", "I want to move nearer to town", "I want a kitchen at my height",
        "I want to live where I can keep a dog", "I want to stay here when I get frail",
        "I want to move out before next winter", "I want a home with no office in it",
    ),
    "F4": (
        "I want to learn to read the football pages", "I want to swim in the sea", "I want to play the drums",
        "I want to go on a plane", "I want to learn to cook from scratch", "I want to do my own washing",
        "I want to learn about the stars", "I want to use the internet without help",
    ),
}  # fmt: skip
MOVED = "A plan may wait since April until the person can be there, and nobody is told off for it."
THEMES = (
    Theme("W1", "", "I have staff who take time for me", "Good staff", "Workforce", "", (9, 5, 2, 1)),
    Theme("W2", "", "I belong where I live", "Belonging", "Community", "", (8, 3, 4, 2)),
    Theme("W3", "", "I decide about my home and my day", "I decide", "Support planning", "", (14, 6, 3, None)),
    Theme("N1", "", "I never know who comes, or when", "Who comes", "Workforce", "", (15, 8, 3, 2), YES),
    Theme("N2", "", "I cannot go out when other people do", "Evenings", "Community", "", (10, 3, 3, 1), YES),
    Theme("N3", "", "I am told, and not asked", "Asked", "Co-production and learning", "", (6, 5, 5, 1), YES, MOVED),
    Theme("N4", "", "I do not see my own money", "My money", "Personal budgets and money", "", (2, 2, 1, 1), "later"),
    Theme("N5", "", "I do not like what is on my plate", "Food", "", "", (None, None, None, None), "no"),
    Theme("F1", "", "I want work that pays", "Work", "something else", "", (13, 4, 4, 1), "later"),
    Theme("F2", "", "I want friends, and time with them", "Friends", "Community", "", (11, 7, 3, 2), "later"),
    Theme("F3", "", "I want a home that is mine", "Home", "something else", "", (6, 3, 4, 1), "no"),
    Theme("F4", "", "I want to learn new things", "Learning", "Reviews and outcomes", "", (3, 3, 1, 1), "no"),
)
SAID_ON_THE_DAY = ("N2", "The lift stands still most weekends")
REWORDED = {"The woman who comes on weekdays takes her time": "Whoever comes on weekdays takes time for me"}
LEFT_OFF = {"I want to write to people in other countries": "The person has done it since, and asked us to take it off"}
CAUSES = (
    Cause(
        *("C1", "N1", ("Rotas are late", "They wait for who is free", "Shifts are planned for staff", "", "")),
        *("Rotas are made around shifts, and nobody who is visited has a say in them", YES, "agreed"),
    ),
    Cause(
        *("C2", "N2", ("Staff go home at eight", "Hours are bought by the day", "", "", "")),
        *("The council buys daytime hours, and evenings were never asked for", YES, "agreed"),
    ),
    Cause(
        *("C3", "N3", ("Plans are written in the office", "It is quicker", "", "", "")),
        *("Plans are due on a day, and nobody looks whether the person was there", YES, "people and families"),
    ),
)
SUCCESSES = (
    Success(
        *("S1", "C1", ("I know on Friday who comes all week", "Staff stay", "Fewer complaints"), "Rotas on the fridge"),
        *("1 in 4 people has one", date(2027, 12, 1), "We ask everybody at their review"),
    ),
    Success(
        *("S2", "C2", ("I am out when I like", "Shifts until eleven", "Hours that can be moved"), "People out late"),
        *("Nobody counts it", date(2028, 3, 1), "Each provider counts evenings out for a month"),
    ),
    Success(
        *("S3", "C3", ("Nothing about me is decided without me", "Plans are known", "Plans we trust"), "My words"),
        *("Not known", date(2027, 11, 1), "Ten plans are read with the people whose they are"),
    ),
)
# What each group promised towards a success: who, which organisation, what, whose it is, by when, and how far it is.
# The first of each success is what everybody is told.
PROMISED = (
    ("S1", 1, "Beacon Supported Living", "Send each person the week's rota on Friday, with faces", "Grace Lin",
     date(2027, 7, 1), "Under way"),
    ("S1", 0, "Fenmoor Self-Advocates", "Try out a picture rota and say what is wrong with it", "The Tuesday group",
     date(2027, 5, 31), "Under way"),
    ("S1", 2, assessments.COUNCIL, "Ask in each contract meeting how many visits were by somebody known", "Tom Ellery",
     date(2027, 9, 1), "Not started"),
    ("S2", 2, assessments.COUNCIL, "Let people move the hours they have into the evening without a new assessment",
     "Priya Nair", date(2027, 12, 1), "Not started"),
    ("S2", 0, "Fenmoor Families Together", "List ten places that are open late and easy to get into", "The committee",
     date(2027, 4, 2), "Not started"),
    ("S2", 1, "Kestrel Living", "Run shifts until eleven on two evenings, for three months", "Joe Malik",
     date(2027, 10, 1), "Not started"),
    ("S3", 2, assessments.COUNCIL, "Move the day that a plan is due, wherever the person asks for it", "Wanda Obi",
     date(2027, 6, 1), "Done"),
    ("S3", 0, "Fenmoor Self-Advocates", "Tell others how to say no to a meeting that they were not asked to", "",
     date(2027, 8, 1), "Not started"),
    ("S3", 1, "Bramley Home Care", "Put back each plan that does not say where the person was when it was made",
     "Dev Patel", date(2027, 6, 1), "Not started"),
)  # fmt: skip
ATTENDED = (12, 8, 5, 3)


def control() -> Control:
    """The round in which people are heard, as its officer filled it in: providers agreed that they are named."""
    asked = tuple(
        Recipient(
            name, template=TEMPLATE, locality=_locality(name), row_id=f"{rows.PREFIX}{return_id((ROUND.name, name))}"
        )
        for name in PROVIDERS
    )
    filled_in = Control(ROUND, HELD_ON, TEMPLATE, Rules(names_providers=True), asked, letters=LETTERS_DEFAULT)
    return rows.settled(replace(filled_in, secret=SECRET, asks_what_people_say=True))


def drafts() -> Mapping[str, Draft]:
    """What each provider's workbook holds, a row for each person; the codes of people are still to come."""
    people = iter(range(sum(many for many, _ in PROVIDERS.values())))
    return {
        name: Draft(rows={"people": tuple(_person(next(people), name, kind) for _ in range(many))})
        for name, (many, kind) in PROVIDERS.items()
    }


def followed_up(workshop: Workshop) -> Workshop:
    """The workshop once its day is over: each card stands in a theme or is left off, and three are followed up."""
    first, words = SAID_ON_THE_DAY
    spare = next(card.number for card in workshop.cards if not card.words and card.wall[:1] == first[:1])
    cards = [replace(card, words=words) if card.number == spare else _handled(card) for card in workshop.cards]
    theme_of = {said: ref for ref, those in SAID.items() for said in those} | {words: first}
    on_wall: dict[str, list[str]] = {}
    for card in cards:
        if card.words and not card.left_off:
            on_wall.setdefault(theme_of[card.came or card.words], []).append(str(card.number))
    named = {theme.ref: replace(theme, cleared=CHECKED) for theme in THEMES}
    return replace(
        workshop,
        cards=tuple(cards),
        themes=tuple(
            replace(named[dealt.ref], wall=dealt.wall, cards=", ".join(on_wall[dealt.ref]))
            if dealt.ref in named
            else dealt
            for dealt in workshop.themes
        ),
        causes=(*CAUSES, *workshop.causes[len(CAUSES) :]),
        successes=(*SUCCESSES, *workshop.successes[len(SUCCESSES) :]),
        promises=(*_promises(), *workshop.promises[len(PROMISED) :]),
        attended=ATTENDED,
    )


def _person(number: int, provider: str, kind: str) -> Mapping[str, str | date]:
    """The row of a person: two things under each heading, each with how it may be used and who told it."""
    chance = Random(f"{ROUND.name} {number}")
    row: dict[str, str | date] = {
        "reviewed": date(2027, 1, 11) + timedelta(days=chance.randrange(50)),
        "service": kind,
        "locality": _locality(provider),
    }
    for letter, places in PLACES.items():
        pool = [said for ref, those in SAID.items() if ref[0] == letter for said in those]
        for at, place in enumerate(places, start=number * len(places)):
            (use,), (told,) = (chance.choices(list(drawn), list(drawn.values())) for drawn in (USES, TOLD))
            row[f"{place}_use"] = use
            if use in ("words", "unchecked"):
                row |= {place: pool[at * STEP % len(pool)], f"{place}_told": told}
    return row


def _locality(provider: str) -> str:
    return assessments.LOCALITIES[assessments.ORGANISATIONS.index(provider) % len(assessments.LOCALITIES)]


def _handled(card: Card) -> Card:
    """A card as the group left it: reworded where it told too much, or taken off."""
    if shorter := REWORDED.get(card.words):
        return replace(card, words=shorter, changed="The group, 24 March 2027: it told who somebody is")
    return replace(card, left_off=LEFT_OFF.get(card.words, ""))


def _promises() -> Iterator[Promise]:
    for number, (success, group, organisation, action, owner, by, status) in enumerate(PROMISED, start=1):
        yield Promise(f"A{number}", success, ACTING[group], organisation, action, owner, by, status)
