"""Templates: XLSForm workbooks that a person edits, checked with addresses and read into instruments."""

from xlkit.templates.checking import check
from xlkit.templates.loading import load
from xlkit.templates.shelf import find, library, load_crosswalk, shipped
from xlkit.templates.wording import summary, wording
from xlkit.templates.workbook import Problem

__all__ = ["Problem", "check", "find", "library", "load", "load_crosswalk", "shipped", "summary", "wording"]
