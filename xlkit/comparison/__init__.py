"""Comparison: every figure that a book or its data shows, computed once.

Knows who stands where, beside whom, and what of it may be shown to everybody (`disclosure`). A module of singular name
holds a noun, that of plural name makes it. May not know how a figure looks in a workbook.
"""
