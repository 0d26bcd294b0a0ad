"""The workbook in which many funds stand side by side, what everybody may see of it, and each fund's statement."""
