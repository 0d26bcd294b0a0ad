"""The sheets of the respondent workbook, one a file."""
