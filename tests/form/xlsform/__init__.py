"""Templates: workbooks in, instruments out."""
