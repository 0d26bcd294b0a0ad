"""What was given, row by row: answers as data, texts, tables, files, settings and notes."""
