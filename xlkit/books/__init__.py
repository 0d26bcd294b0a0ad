"""Books: data in, .xlsx workbooks out, one package for each kind of workbook.

Knows one writer and one look (`writer`), and which sheets each workbook has. May not work out a figure: it shows what
`comparison` holds, with the formula that follows it in the sheet.
"""
