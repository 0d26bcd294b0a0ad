"""Which round is meant: the one whose control workbook is named, or the one control workbook beside the returns."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xlkit.commands.saying import say
from xlkit.errors import XlkitError


def round_among(given: str | None, paths: Sequence[Path]) -> tuple[str | None, tuple[Path, ...]]:
    """What gives the round, which may be a control workbook among the paths instead of `--round`, and the other paths.

    XlkitError where there are two.
    """
    from xlkit.round import reading

    controls = {path.resolve(): path for path in paths if reading.is_control(path)}
    others = tuple(path for path in paths if path.resolve() not in controls)
    if not controls:
        return given, others
    named = and_all(controls.values())
    if len(controls) > 1:
        raise XlkitError(f"{named} are control workbooks, and that of one round was expected: leave out all but one.")
    if given and Path(given).resolve() not in controls:
        raise XlkitError(f"{named} was given beside --round {given}, and one round was expected: leave one out.")
    return named, others


def round_for(
    given: str | None, paths: Sequence[Path], *, is_to_be_named: bool = False
) -> tuple[str | None, Sequence[Path]]:
    """The same for returns at the paths; without a word on the round, the one that lies beside them, which is said.

    XlkitError where there are no paths but the control workbook, where two lie there, and where one does that is to be
    named, as it has to be where others than the officers see what comes out.
    """
    named, others = round_among(given, paths)
    if not others:
        raise XlkitError(
            f"{named} is the round's control workbook, and returns were expected beside it: name the folder that "
            "holds them too."
        )
    if named and is_name(named):
        _refuse_name(named, others)
    return (named or round_beside(others, is_to_be_named=is_to_be_named)), others


def is_name(given: str) -> bool:
    """Whether what gives a round is its name alone: no file, and nothing that reads as the path of one."""
    path = Path(given)
    is_path = path.is_file() or path.suffix.lower() == ".xlsx" or (path.is_dir() and len(path.parts) > 1)
    return not is_path


def _refuse_name(name: str, paths: Sequence[Path]) -> None:
    """XlkitError where a round is named by words alone, although a control workbook lies there: nobody would check."""
    if controls := controls_beside(paths):
        raise XlkitError(
            f"--round {name} is no file, so no signature would be checked, and {and_all(controls)} lies beside the "
            f"returns: name that, as --round {controls[0]}."
        )


def round_named(given: str | None, paths: Sequence[Path]) -> tuple[Path, Sequence[Path]]:
    """The control workbook that a command cannot do without: named, or the one that lies beside the returns or here.

    XlkitError where there is none.
    """
    named, others = round_among(given, paths)
    control = named or round_beside(others)
    if not control:
        passed_over = (
            f"{and_all(others)} is no control workbook of a round, and none" if others else "No control workbook"
        )
        raise XlkitError(
            f"{passed_over} is named with --round or lies here or beside the returns: name the round's, "
            "such as spring.xlsx; xlkit new writes one."
        )
    return Path(control), others


def round_beside(paths: Sequence[Path], *, is_to_be_named: bool = False) -> str | None:
    """The one control workbook beside the returns at the paths, or here, which is said; None where there is none."""
    controls = controls_beside(paths)
    if not controls:
        return None
    where, ask = ("beside the returns", "whether it is their round's") if paths else ("here", "which is meant")
    if is_to_be_named or len(controls) > 1:
        lie = "lies" if len(controls) == 1 else "lie"
        raise XlkitError(f"{and_all(controls)} {lie} {where}: say with --round {ask}.")
    say(f"The round is that of {controls[0]}, which lies {where}.", err=True)
    return str(controls[0])


def controls_beside(paths: Iterable[Path]) -> Sequence[Path]:
    """Control workbooks in the current folder, and in the one that holds the folder of the returns at the paths.

    They are never looked for where returns lie, since anybody may have sent them.
    """
    from xlkit.round import reading

    return [path for path in dict.fromkeys(_workbooks(paths)) if reading.is_control(path)]


def _workbooks(paths: Iterable[Path]) -> Iterator[Path]:
    returned = {(path if path.is_dir() else path.parent).resolve() for path in paths}
    here = Path.cwd()
    for place in (here, *(folder.parent for folder in sorted(returned))):
        if not any(place.is_relative_to(folder) for folder in returned):
            shown = Path() if place == here else place
            yield from (shown / path.name for path in sorted(place.glob("*.xlsx")) if not path.name.startswith("~$"))


def and_all(paths: Iterable[Path | str]) -> str:
    """Paths in words: `spring.xlsx and autumn.xlsx`."""
    return " and ".join(map(str, paths))
