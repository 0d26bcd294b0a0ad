"""Tests of reading a round's own workbooks."""
