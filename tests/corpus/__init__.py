"""The corpus: damaged, hostile and merely unusual returns made from real ones, each with what has to come of it."""
