"""Blank: whether a form came back with nothing in it, which is said once and not question by question."""

from collections.abc import Iterable

from xlkit.form.instrument import Instrument
from xlkit.returns.completed import Answer
from xlkit.returns.validate.findings import BLANK, Findings


def is_open(instrument: Instrument, answers: Iterable[Answer], findings: Findings) -> bool:
    """Whether of all choices that the instrument requires none is picked, and nothing is said of them either."""
    wanted = {item.name for item in instrument.items if item.required and item.choices}
    spoken_of = {finding.item for finding in findings.issues}
    picked = {answer.item for answer in answers if answer.value is not None}
    return bool(wanted) and not wanted & (spoken_of | picked)


def is_blank(answers: Iterable[Answer], findings: Findings) -> bool:
    """Whether nothing stands where anything is asked, and that alone is said of what is required."""
    every = tuple(answers)
    spoken_of = {finding.item for finding in findings.issues if finding.code not in BLANK}
    is_missed = any(finding.code in BLANK for finding in findings.issues)
    return is_missed and not any(answer.says_anything or answer.item in spoken_of for answer in every)
