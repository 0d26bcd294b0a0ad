"""Intake: which returns count and why.

Knows the log of files, eligibility, rulings, duplicates, the tracker, and councils' workbooks read back. May not know
any figure that rests on several returns.
"""
