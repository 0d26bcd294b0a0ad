"""Real programs, driven as a person would drive them."""
