"""The sheets of the feedback workbook: stored values alone, about one provider and all others together."""
