"""Marks of charts: those that neither stand out from what lies beside them nor say in figures what they mean."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.books.test_styles import NON_TEXT_AA, WCAG_AA, contrast
from tests.builders.opened import charts_of
from xlkit.books.writer.styles import INK, PAPER


def faint(sheet: Worksheet) -> list[str]:
    """The colours of the bars on a sheet that WCAG 1.4.11 would have darker, in the order of its charts."""
    return [colour for chart in charts_of(sheet) for colour in _faint(chart)]


def _faint(chart: Any) -> Iterator[str]:
    bars = [series for series in chart.series if _fill(series) != PAPER]
    for series in bars:
        if contrast(_fill(series), PAPER) < NON_TEXT_AA and not _says_its_figure(series):
            yield _fill(series)
    # Bars that are stacked are parted by a line of paper, or only one of them has a length.
    for one, other in pairwise(bars if chart.grouping == "clustered" else ()):
        if contrast(_fill(one), _fill(other)) < NON_TEXT_AA:
            yield _fill(other)


def _fill(series: Any) -> str:
    return f"#{series.graphicalProperties.solidFill.srgbClr}"


def _says_its_figure(series: Any) -> bool:
    labels = series.dLbls
    if labels is None or not labels.showVal:
        return False
    ink = labels.txPr.p[0].pPr.defRPr.solidFill
    return contrast(f"#{ink.srgbClr}" if ink else INK, _fill(series)) >= WCAG_AA
