"""Rounds: an officer's own workbooks, the control workbook of a round and the list of recipients, checked and read."""

from xlkit.round.reading.loading import is_control, load, sheets_of, templates_of, why_unreadable
from xlkit.round.reading.recipients import load_recipients
from xlkit.round.reading.register import load_register, named_before

__all__ = [
    "is_control",
    "load",
    "load_recipients",
    "load_register",
    "named_before",
    "sheets_of",
    "templates_of",
    "why_unreadable",
]
