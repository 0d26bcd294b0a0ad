"""What became of levels between two rounds."""


def moved(before: int | None, now: int | None) -> str | None:
    """What became of a level between two rounds: down, same, up; joined and left where it stands in one of them."""
    if before is None or now is None:
        return "joined" if now is not None else "left" if before is not None else None
    return "down" if now < before else "up" if now > before else "same"


def moved_formula(before: str, now: str) -> str:
    """What became of a level between two cells."""
    both = f'IF({now}<{before},"down",IF({now}>{before},"up","same"))'
    return f'=IF({before}="",IF({now}="","","joined"),IF({now}="","left",{both}))'


def net_movement(down: int, same: int, up: int) -> float | None:
    """Those who went up less those who went down, as a share of all matched: from −1 to +1."""
    matched = down + same + up
    return (up - down) / matched if matched else None


def net_movement_formula(down: str, up: str, matched: str) -> str:
    """The net movement from the cells that count."""
    return f'=IF({matched}=0,"",({up}-{down})/{matched})'
