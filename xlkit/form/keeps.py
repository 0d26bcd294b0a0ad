"""Keeps: what an instrument keeps that is no self-assessment."""

from enum import StrEnum


class Accounts(StrEnum):
    """Accounts, in tables that each stand on a sheet of their own."""

    FUND = "fund"
    BLOCK = "block"
