"""The workbooks of accounts: a fund, and a block contract taken apart, each table on a sheet of its own."""
