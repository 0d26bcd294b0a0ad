"""How many examples a property draws: all of them in the long search, and a share of them at all other times."""

from typing import Any

from hypothesis import settings

LONG = 100  # examples of a property that says nothing of their number, in the long search
FAST = 25  # and at all other times
FEWEST = 5


def register() -> None:
    """Make the profile `long` known, and draw few examples where it is not asked for."""
    settings.register_profile("long", settings(max_examples=LONG))
    settings.register_profile("fast", settings(max_examples=FAST))
    settings.load_profile("fast")


def drawn(most: int, **more: Any) -> settings:
    """Settings of a property that draws so many examples in the long search, however long each takes."""
    share = settings().max_examples / LONG
    return settings(max_examples=max(FEWEST, round(most * share)), deadline=None, **more)
