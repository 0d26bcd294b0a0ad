"""One sheet, one file."""
