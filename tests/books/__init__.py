"""Tests of the workbooks that are written."""
