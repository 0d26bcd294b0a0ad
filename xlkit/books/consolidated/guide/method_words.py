"""Method words: what the consolidated and the shared workbook both say of how figures are worked out, once for both."""

from collections.abc import Mapping

from xlkit.measures.agreement import FEWEST_FOR_BANDS, MIXED, POLE, STRONG
from xlkit.measures.scale import FIVE

WORDS: Mapping[str, str] = {
    "Level": "Steps in order, 1 the lowest. They need not be equally far apart: 4 is not twice 2.",
    "Blank": (
        "Not answered. A blank is missing: it is never 0, and nothing is filled in for it. What is typed among the "
        "answers and is no step of the scale, such as text, 0 or 2.5, counts as blank."
    ),
    "Position": (
        "Where one organisation stands: its agreed position. Without one, its only return; where it sent several, "
        "their low median. Six people's returns are never counted as six organisations."
    ),
    "Position as shared": (
        "Where one organisation stands: its agreed position. Without one, its only return; where it sent several, "
        "their low median: the middle level, and of two middle ones the lower. Each organisation counts once, in a "
        "region once in each council."
    ),
    "Voice and view": (
        "What one organisation says of another is a voice, worked out like a position. All voices of one "
        "perspective (commissioner, providers, people and families, partners) about one organisation make a view."
    ),
    "Section level": "The low median of an organisation's items in a section of its instrument.",
    "Theme level": (
        "The low median of an organisation's items on the theme: the middle level, and of two middle ones the lower: "
        "always a level that somebody ticked. The lowest item, the weakest link, stands beside it."
    ),
    "As at": "The one date that all dates are measured against.",
    "Only some of a range": (
        "Where a figure is about one group, one view or one organisation, it takes the levels whose neighbours in "
        "another column hold its number."
    ),
    "As others see it": (
        "What other organisations answered about a commissioner on its own items, each of them counted once, beside "
        "the position that it takes itself."
    ),
    "Rating, forecast and outcome": (
        "What an organisation picks from a scale of its template's own, such as red to green or how likely something "
        "is. The choices are in order, no more: they are counted, never averaged, and never subtracted from levels."
    ),
    "Several returns of one organisation": (
        "The agreed one stands. Without it, the choice in the low middle of those picked stands: the middle one in the "
        "order of the scale, and of two middle ones the lower. Choices outside the order are left out of this."
    ),
    "Theme of a rating": (
        "The theme that the crosswalk gives to the item itself, or else to its section. Beside the levels of a theme "
        "ratings stand in words, as another scale."
    ),
    "Choices on other scales": (
        "What was picked from a scale of the template's own, such as red to green. The choices are in order, no more: "
        "they are counted, never averaged, and never subtracted from levels."
    ),
    "Direct and partial links": (
        "Items that speak of a theme directly are used. Where an instrument has only partial ones for a theme, they "
        "are used, and the theme is labelled so."
    ),
    "At level 1 to 5": "How many stand at each level.",
    "Share at 1–2": "The share at the two lowest levels.",
    "Middle level": "The middle level when all are put in order; 2.5 reads: between 2 and 3.",
    "Quartiles": (
        "A quarter stand at or below the lower, a quarter at or above the upper quartile; between two levels they are "
        "interpolated with both ends counted in (QUARTILE, the same as QUARTILE.INC)."
    ),
    "Most common levels": "The mode, with all that tie.",
    "Agreement": (
        "Leik (1966): 1 where all are alike, 0.4 where evenly spread, 0 where half stand at each end. "
        f"Only from n = {FEWEST_FOR_BANDS} on; below, the counts speak for themselves."
    ),
    "Agreement in words": f"Strong from {STRONG}, mixed from {MIXED}, otherwise split.",
    "Polarised": (
        f"Polarised: {POLE:.0%} or more stand at 1–2 and {POLE:.0%} or more at 4–5; from n = {FEWEST_FOR_BANDS} on."
    ),
    "Gap": (
        "The commissioner's level less the median of the providers. Above 0 the commissioner places itself further on."
    ),
    "Dominance": (
        "Dominance: providers below the commissioner's level less those above it, as a share of all: from -1 to +1. "
        "Unlike the gap it needs no equal steps."
    ),
    "Quadrant": (
        "By whether each side stands above the level at which quadrants part: joint priority, "
        "commissioner to catch up, support providers, share practice."
    ),
    "Share with no planned action": (
        "Of the organisations that have a level on the theme, the share whose planners hold no action on it; one that "
        "was dropped is none."
    ),
    "Priority rank": (
        "In this order: the largest share at 1–2, the lowest commissioner level, the lowest agreement, the largest "
        "share with no planned action. Ties share a rank; a missing level or agreement comes last. Themes on which "
        f"fewer than {FEWEST_FOR_BANDS} answered come after those on which more did."
    ),
    "Spread": "Steps from the lowest to the highest level.",
    "Gap to others": (
        "A provider's or a commissioner's own level less the level that others give it on the same item: a true gap on "
        "one scale. Each organisation is one voice; of several voices on a provider the low median stands."
    ),
    "Share of others below, alike and above": (
        "Of the other providers in a group with a level on the theme, the share below, at and above the level of the "
        "chosen one."
    ),
    "Low without action": (
        f"A theme on which an organisation stands at level {FIVE.low} or below and plans no action, or has dropped it."
    ),
    "Timing": (
        "Closed where the status is done or dropped; otherwise overdue where the due date lies before the as-at date."
    ),
    "Promised": (
        "The group that promised the action at a workshop on what people say: on the theme that its root cause was "
        "found for. It is overdue like any other, and counts for no organisation's level or plan."
    ),
    "Repeated from an earlier round": (
        "An action that the same organisation planned on the same topic in an earlier round, in the same words; "
        "capitals, spacing and punctuation may differ. Closed ones are not counted."
    ),
    "Net movement": (
        "Of those with a level in both rounds (the same organisation, locality, service area, perspective and item), "
        "those who went up less those who went down, as a share: from -1 to +1. Who joined or left is counted apart."
    ),
    "Dates of its own": (
        "Each organisation's dates are those its workbook was issued with (sheet Settings). A date has passed where it "
        "lies before the as-at date."
    ),
    "Outcomes reached": (
        "Of the outcomes of the same section and date, those whose choice says that it is reached: all, some or none. "
        "A blank is not reached, but where all are blank nothing is said."
    ),
    "Forecast by then": (
        "The last answer given on or before the date that it is about, by the day on which its return was completed, "
        "in this round or an earlier one. Without such, an earlier return that does not say its day counts, the first "
        "of several, and then one of this round that does not. What was answered after the date is no forecast."
    ),
    "What changed": (
        "The same organisation and item in both rounds, by the order of the choices: up, down or stayed. Changed "
        "otherwise is a change between choices alike in the order or outside it. Who joined or left is counted apart."
    ),
    "Place in the order": (
        "The rank that a template gives a choice, 1 being the least. Where choices have none, those that say it is "
        "reached come after the others."
    ),
    "Who could help": (
        "Organisations ahead on the section that a request stands in: a better lowest forecast for the next date that "
        "has not passed (where all have, the last); where that is alike, more outcomes reached. No forecast "
        "comes last. The furthest on stand first; those alike in both follow the order of names, and none of them is "
        "ahead of the other."
    ),
    "Share of a whole": (
        "What organisations counted, added up over those that counted both part and whole, by the wholes added up. It "
        "stands only where the whole is 5 or more. Of several returns of one organisation the low middle counts."
    ),
    "Timing in a register": (
        "The first date of a row against the as-at date; closed where a choice of the row says so."
    ),
    "All councils together": (
        "In a region the counts of the councils are added up level by level, and the median, the quartiles and all "
        "else are worked out from the sums: what follows for one council is never averaged with another."
    ),
}

REGION_TERMS = ("All councils together",)
NEVER: Mapping[str, str] = {
    "An overall score": "No score or percentage stands for a whole instrument, or for several together.",
    "League tables": "Organisations are not ranked, and no means of levels are taken.",
    "Sums of medians": "Medians are not added or averaged: counts are combined instead.",
    "Equal steps": "No standard deviations, tests or confidence intervals: levels are in order, no more.",
    "Mixed scales": "Answers on other scales stand beside the levels and are never subtracted from them.",
}
