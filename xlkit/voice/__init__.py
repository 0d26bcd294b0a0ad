"""What people say: statements gathered from returns, cards, walls of themes, causes, success and actions.

It knows nouns and how they follow from each other; it knows no files, no clock and no spreadsheet.
"""
