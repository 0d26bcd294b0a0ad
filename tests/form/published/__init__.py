"""Tests of finding the statements of a published document."""
