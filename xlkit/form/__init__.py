"""Form: what is asked, where it stands on a sheet, and the words around it.

Knows the instrument and its items, conditions, the crosswalk between instruments, the layout of a workbook that is
filled in, and xlkit's own words by language; `xlsform` reads and checks the template that an instrument is made from.
May not know what anybody answered.
"""
