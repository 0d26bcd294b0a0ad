"""Templates: XLSForm workbooks that a person edits, checked with addresses and read into instruments."""

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

__all__ = [
    "check",
    "copy_of",
    "find",
    "left_out",
    "library",
    "load",
    "load_crosswalk",
    "path_of",
    "shipped",
    "to_check",
    "unused",
]
