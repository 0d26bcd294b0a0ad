"""Plain: a council's own form of questions without levels, and returns of it."""

from collections.abc import Mapping
from datetime import date

from tests.builders.rounds import AS_AT, ledger
from tests.builders.scale_matrices import planned
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.other_scales.questions import Question
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Choice, Item, Kind
from xlkit.returns.completed import Return

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
SUPPORT = (Choice("home", "Home care"), Choice("day", "Day support, Monday to Friday"), Choice("nights", "Nights"))
TRAVEL = Instrument(
    "travel",
    "Travel and pay",
    "1",
    (
        Section(
            "service",
            "1",
            "Your service",
            (
                Item("pays", "1.1", "Do you pay for the time between visits?", Kind.STATEMENTS, choices=YES_NO),
                Item("gives", "1.2", "What support do you give?", Kind.MANY, choices=SUPPORT),
                Item("staff", "1.3", "How many care workers are there", Kind.INTEGER),
                Item("rate", "1.4", "Pounds for an hour", Kind.DECIMAL),
                Item("since", "1.5", "Working here since", Kind.DATE),
                Item("why", "1.6", "What would help most?", Kind.TEXT),
            ),
        ),
    ),
)
FIRST_DAY = date(2010, 1, 5)


def said(organisation: str, answers: Mapping[str, str | float | date], respondent: str = "") -> Return:
    """A return of the form."""
    return planned(organisation, said=answers, instrument=TRAVEL, respondent=respondent)


def many(number: int, whose: str = "Provider") -> list[Return]:
    """Returns of so many organisations, alike for one number."""
    return [
        said(
            f"{whose} {place:02}",
            {
                "pays": "yes" if place % 3 else "no",
                "gives": " ".join(one.name for one in SUPPORT[: place % 3 + 1]),
                "staff": float(place),
                "rate": 11 + place / 8,
                "since": FIRST_DAY.replace(year=2010 + place),
                "why": f"A text of {place}",
            },
        )
        for place in range(1, number + 1)
    ]


def compared(*returns: Return, smallest: int = 5) -> Comparison:
    """Their comparison."""
    return compare({"travel": TRAVEL}, Crosswalk(()), ledger(*returns), AS_AT, "Spring", smallest=smallest)


def question(name: str, *returns: Return) -> Question:
    """One question of it."""
    return next(one for one in compared(*returns).matrices[0].questions if one.item.name == name)
