"""Workbooks of records: Excel 97 to 2003 and what else lies in OLE files, and the binary kind since 2007."""
