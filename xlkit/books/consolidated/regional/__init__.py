"""Councils of a region beside each other."""
