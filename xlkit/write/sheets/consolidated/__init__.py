"""The sheets of the consolidated workbook."""
