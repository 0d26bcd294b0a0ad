"""Office Open XML: workbooks of Excel since 2007, scanned before an engine reads them."""
