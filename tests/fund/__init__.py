"""Dividing a block, and keeping a fund, to the penny and the quarter of an hour."""
