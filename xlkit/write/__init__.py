"""Write: data in, .xlsx workbooks out."""
