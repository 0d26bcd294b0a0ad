"""Templates: XLSForm workbooks that a person edits, checked with addresses and read into instruments."""

from xlkit.form.xlsform.problem import Problem, Weight, together
from xlkit.form.xlsform.shelf import (
    check,
    copy_of,
    find,
    left_out,
    library,
    load,
    load_crosswalk,
    path_of,
    shipped,
    to_check,
    unused,
)
from xlkit.form.xlsform.shown import copied, not_compared, summary, unspoken, wording

__all__ = [
    "Problem",
    "Weight",
    "check",
    "copied",
    "copy_of",
    "find",
    "left_out",
    "library",
    "load",
    "load_crosswalk",
    "not_compared",
    "path_of",
    "shipped",
    "summary",
    "to_check",
    "together",
    "unspoken",
    "unused",
    "wording",
]
