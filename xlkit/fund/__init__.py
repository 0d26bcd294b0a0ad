"""People's money: how a block contract is divided, and how a fund is kept and accounted for, exactly.

Nothing here knows of workbooks, files or the day: hours are whole units, money is whole pence, and a division is made
once, rounded once, and never made again.
"""
