"""Round: who is asked, when and by whom.

Knows the control workbook, its recipients and decisions, what is issued to whom under which name, the letters, and what
a return of last time puts into a workbook of this time. May not know which of several returns count.
"""
