"""How many themes of made-up regions everybody may see, the same regions for the same numbers.

    uv run python -m tests.benchmarks.shown 200

Councils have one to twelve providers, some of them of several, and smallest groups from 3 to 10. A theme counts where
any figure of it is shown for the region, and a provider where it is counted in one; both are also given as a share of
those who answered.
"""

import argparse
from collections.abc import Sequence

from msgspec.structs import replace

from tests.builders.published import KNOWN, MAPPED, Council, drawn
from tests.builders.rounds import AS_AT
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.feedback import feedback
from xlkit.intake.log import Ledger


def main(arguments: Sequence[str] | None = None) -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("regions", type=int, nargs="?", default=200, help="how many regions (200)")
    themes = shown = answers = counted = topics = beside = 0
    for seed in range(parser.parse_args(arguments).regions):
        whole = compare(KNOWN, MAPPED, _ledger(drawn(seed)), AS_AT, smallest=1)
        given, region = whole.region, share(whole).region
        assert given
        assert region
        found = [theme for side in region.sides for theme in side.themes]
        themes += len(found)
        shown += sum(bool(theme.rests_on) for theme in found)
        answers += sum(theme.found.n for side in given.sides for theme in side.themes)
        counted += sum(theme.found.n for theme in found)
        standing = [topic for one in feedback(whole) for topic in one.topics if topic.level is not None]
        topics += len(standing)
        beside += sum(topic.others is not None for topic in standing)
    print(f"themes {themes}, shown {shown} ({shown / themes:.1%})")
    print(f"answers of providers to themes {answers}, counted {counted} ({counted / answers:.1%})")
    print(f"topics of providers with a level {topics}, beside others {beside} ({beside / topics:.1%})")


def _ledger(councils: Sequence[Council]) -> Ledger:
    return Ledger(
        tuple(
            replace(entry, path=f"{one.name} {entry.path}", council=one.name, smallest=one.smallest)
            for one in councils
            for entry in one.ledger.entries
        )
    )


if __name__ == "__main__":
    main()
