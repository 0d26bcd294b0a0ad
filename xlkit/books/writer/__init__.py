"""The writer: how any workbook is opened, filled and closed, and how its tables, charts and pages look."""
