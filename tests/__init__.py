"""Tests: one for each promise, laid out as the package is."""
