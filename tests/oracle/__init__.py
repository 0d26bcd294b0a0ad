"""Excel's arithmetic for the formulas that xlkit writes, without an office: each figure is held against its formula."""
