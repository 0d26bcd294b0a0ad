"""The sheets that a correction has beside those of its form, and what it marks on them."""
