"""Councils of a region beside each other, by their returns or by their counts alone."""
