"""The consolidated workbook, a sheet a module."""
