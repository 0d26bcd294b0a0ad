"""Templates: XLSForm workbooks that a person edits, checked with addresses and read into instruments."""

from xlkit.templates.checking import check, left_out
from xlkit.templates.loading import load
from xlkit.templates.problem import Problem, Weight
from xlkit.templates.shelf import find, library, load_crosswalk, shipped
from xlkit.templates.wording import summary, wording

__all__ = [
    "Problem",
    "Weight",
    "check",
    "find",
    "left_out",
    "library",
    "load",
    "load_crosswalk",
    "shipped",
    "summary",
    "wording",
]
