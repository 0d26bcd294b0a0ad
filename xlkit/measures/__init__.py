"""Measures: each once, its value from levels and, beside it, its Excel formula.

Levels are ordinal, the steps of a scale; a blank is missing and never 0. Values are None where there is nothing to
measure, and the formulas then show an empty text. Formulas use functions of Excel 2010 and name cells and ranges as
they are given.
"""
