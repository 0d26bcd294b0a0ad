"""How to read the workbook, and what its terms and measures mean."""
