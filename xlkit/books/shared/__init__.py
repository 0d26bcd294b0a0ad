"""The sheets of the shared workbook: stored values alone, since the answers beneath them are not in it."""
