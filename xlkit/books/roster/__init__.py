"""The sheets of the workbook in which one person rates many organisations, one a file."""
