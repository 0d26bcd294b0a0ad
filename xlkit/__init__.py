"""xlkit: self-assessment workbooks out, completed returns in, one 360-degree workbook at the end."""

__version__ = "0.1.0"
SERVES = "--serves"  # the word that makes a worker of the frozen program
GARBAGE = 50_000  # objects made between two looks for garbage: about those of five returns
