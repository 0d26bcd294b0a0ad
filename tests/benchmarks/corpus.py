"""The corpus of damaged and hostile returns: how many cases there are, and whether each comes to what is expected.

    uv run python -m tests.benchmarks.corpus

The same cases are tests; here they are counted, by outcome and by issue code.
"""

import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.corpus import answers, containers, formats, packages, rounds
from tests.corpus.case import outcome, run


def main() -> None:
    """Run all cases and count."""
    cases = [case for room in (answers, packages, containers, formats, rounds) for case in room.cases()]
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        ledgers = run(cases, Path(folder))
        seconds = time.perf_counter() - begun
    expected = {
        each.name: {path: (status, tuple(said)) for path, (status, said) in each.expected.items()} for each in cases
    }
    found = {name: outcome(ledger) for name, ledger in ledgers.items()}
    entries = [entry for ledger in ledgers.values() for entry in ledger.entries]
    suffixes = Counter(Path(name).suffix or "none" for each in cases for name in each.files)
    print(f"{len(cases)} cases, {len(entries)} files listed, in {seconds:.1f} s; suffixes: {_said(suffixes)}")
    print(f"what became of them: {_said(Counter(entry.status.value for entry in entries))}")
    print(f"findings: {_said(Counter(issue.code for entry in entries for issue in entry.issues))}")
    wrong = [name for name in expected if expected[name] != found[name]]
    print(f"other than expected: {', '.join(wrong) or 'none'}")


def _said(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())


if __name__ == "__main__":
    main()
