"""Method words: what the consolidated and the shared workbook both say of how figures are worked out, once for both."""

from collections.abc import Mapping

from xlkit.measures.agreement import FEWEST_FOR_BANDS, MIXED, POLE, STRONG

WORDS: Mapping[str, str] = {
    "Level": "1 to 5, in order. The steps between levels need not be equal: 4 is not twice 2.",
    "Blank": "Not answered. A blank is missing: it is never 0, and nothing is filled in for it.",
    "Direct and partial links": (
        "Items that speak of a theme directly are used. Where an instrument has only partial ones for a theme, they "
        "are used, and the theme is labelled so."
    ),
    "At level 1 to 5": "How many stand at each level.",
    "Share at 1–2": "The share at the two lowest levels.",
    "Median": "The middle level when all are put in order; 2.5 reads: between 2 and 3.",
    "Quartiles": (
        "A quarter stand at or below the lower, a quarter at or above the upper quartile; between two levels they are "
        "interpolated with both ends counted in (QUARTILE, the same as QUARTILE.INC)."
    ),
    "Most common levels": "The mode, with all that tie.",
    "Agreement": (
        "Leik (1966): 1 where all are alike, 0.4 where evenly spread, 0 where half stand at each end. "
        f"Only from n = {FEWEST_FOR_BANDS} on; below, the counts speak for themselves."
    ),
    "Agreement band": f"Strong from {STRONG}, mixed from {MIXED}, otherwise split.",
    "Polarised": (
        f"Yes where {POLE:.0%} or more stand at 1–2 and {POLE:.0%} or more at 4–5; only from n = {FEWEST_FOR_BANDS} on."
    ),
    "Gap": (
        "The commissioner's level less the median of the providers. Above 0 the commissioner places itself further on."
    ),
    "Dominance": (
        "Providers below the commissioner's level less those above it, as a share of all: from -1 to +1. Unlike the "
        "gap it needs no equal steps."
    ),
    "Quadrant": (
        "By whether each side stands above the level at which quadrants part (on the cover): joint priority, "
        "commissioner to catch up, support providers, share practice."
    ),
    "Share with no planned action": (
        "Of the organisations that have a level on the theme, the share whose planners hold no action on it; one that "
        "was dropped is none."
    ),
    "Priority rank": (
        "In this order: the largest share at 1–2, the lowest commissioner level, the lowest agreement, the largest "
        "share with no planned action. Ties share a rank; a missing level or agreement comes last."
    ),
    "All councils together": (
        "In a region the counts of the councils are added up level by level, and the median, the quartiles and all "
        "else are worked out from the sums: what follows for one council is never averaged with another."
    ),
    "An overall score": "No score or percentage stands for a whole instrument, or for several together.",
    "League tables": "Organisations are not ranked, and no means of levels are taken.",
    "Sums of medians": "Medians are not added or averaged: counts are combined instead.",
    "Equal steps": "No standard deviations, tests or confidence intervals: levels are in order, no more.",
}
