"""Templates: XLSForm workbooks that a person edits, checked with addresses and read into instruments."""

from xlkit.form.xlsform.shelf import check, find, library, load, load_crosswalk, shipped

__all__ = ["check", "find", "library", "load", "load_crosswalk", "shipped"]
