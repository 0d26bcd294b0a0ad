"""Which round is meant: the one whose control workbook is named, or the one control workbook beside the returns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from xlkit.commands.saying import say
from xlkit.errors import XlkitError
from xlkit.shown import typed

LEFTOVERS = ("~$", "._")  # how the marks begin that Excel, and a Mac on a shared drive, leave beside a workbook
ENDING = ".xlsx"  # of a control workbook


def is_control(path: Path) -> bool:
    """Whether a file is the control workbook of a round; what tells that comes where there is a file."""
    if not path.is_file():
        return False
    from xlkit.round import reading

    return reading.is_control(path)


class Lying(Struct, frozen=True):
    """What lies where a control workbook is looked for: those there, and the files that nobody can tell from one.

    Each of the latter comes with why no workbook can be read from it.
    """

    controls: tuple[Path, ...]
    unreadable: Mapping[Path, str]

    @property
    def unread(self) -> str:
        """The latter in words that a sentence begins with, and what to do; it may go on with “ or”, or end there."""
        files = and_all(f"{path} ({why})" for path, why in self.unreadable.items())
        return (
            f"No workbook can be read from {files}, which may be the round's control workbook: save it again as "
            ".xlsx without a password, or put back a copy that opens; if it is something else, put it elsewhere"
        )

    def say_passed_over(self) -> None:
        """Say what was passed over where the round is known all the same."""
        for path, why in self.unreadable.items():
            say(f"{path} was passed over, since no workbook can be read from it ({why}).", err=True)


def round_among(given: str | None, paths: Sequence[Path]) -> tuple[str | None, tuple[Path, ...]]:
    """What gives the round, which may be a control workbook among the paths instead of `--round`, and the other paths.

    XlkitError where there are two.
    """
    controls = {path.resolve(): path for path in paths if is_control(path)}
    others = tuple(path for path in paths if path.resolve() not in controls)
    if not controls:
        return given, others
    named = and_all(controls.values())
    if len(controls) > 1:
        raise XlkitError(f"{named} are control workbooks, and that of one round was expected: leave out all but one.")
    if given and Path(given).resolve() not in controls:
        raise XlkitError(f"{named} was given beside {_typed(given)}, and one round was expected: leave one out.")
    return named, others


def round_for(
    given: str | None, paths: Sequence[Path], *, is_to_be_named: bool = False
) -> tuple[str | None, Sequence[Path]]:
    """The same for returns at the paths; without a word on the round, the one that lies beside them, which is said.

    XlkitError where there are no paths but the control workbook, where two lie there, or a file that may be it and
    cannot be read, and where one does that is to be named, as it has to be where others than the officers see what
    comes out.
    """
    named, others = round_among(given, paths)
    if not others:
        raise XlkitError(
            f"{named} is the round's control workbook, and returns were expected beside it: name the folder that "
            "holds them too."
        )
    if named and is_name(named):
        _refuse_name(named, others, is_to_be_named=is_to_be_named)
    return (named or round_beside(others, is_to_be_named=is_to_be_named)), others


def is_name(given: str) -> bool:
    """Whether what gives a round is its name alone: no file, and nothing that reads as the path of one."""
    path = Path(given)
    is_path = path.is_file() or path.suffix.lower() == ENDING or (path.is_dir() and len(path.parts) > 1)
    return not is_path


def _refuse_name(name: str, paths: Sequence[Path], *, is_to_be_named: bool) -> None:
    """XlkitError where a round is named by words alone, although a control workbook lies there: nobody would check.

    What cannot be read may be none, and is in the way only where the control workbook itself is to be named.
    """
    lying = lying_beside(paths)
    if lying.controls:
        raise XlkitError(
            f"{_typed(name)} is no file, so no signature would be checked, and {and_all(lying.controls)} "
            f"{'lies' if len(lying.controls) == 1 else 'lie'} {_where(lying.controls, paths)}: name the control "
            f"workbook, as {_typed(lying.controls[0])}."
        )
    if lying.unreadable and is_to_be_named:
        raise XlkitError(f"{lying.unread}.")
    lying.say_passed_over()


def round_named(given: str | None, paths: Sequence[Path]) -> tuple[Path, Sequence[Path]]:
    """The control workbook that a command cannot do without: named, or the one that lies beside the returns or here.

    XlkitError where there is none.
    """
    named, others = round_among(given, paths)
    control = named or round_beside(others)
    if not control:
        raise XlkitError(_none_in_words(others))
    return Path(control), others


def _none_in_words(paths: Sequence[Path]) -> str:
    begun = f"{and_all(paths)} is no control workbook of a round, and " if paths else ""
    among_them = [path for place in _places(paths) for path in _workbooks(place)]
    if among := [path for path in among_them if is_control(path)]:
        return (
            f"{begun}{and_all(among)} {'lies' if len(among) == 1 else 'lie'} among the returns, where none is "
            "looked for, since anybody may have sent it: name that of the round with --round."
        )
    if unreadable := unread_of(among_them):
        return f"{begun}none is named with --round. {Lying((), unreadable).unread}."
    return (
        f"{begun + 'none' if begun else 'No control workbook'} is named with --round or lies here or "
        "beside the returns, among which it is never looked for: name the round's, such as spring.xlsx; xlkit new "
        "writes one."
    )


def round_beside(paths: Sequence[Path], *, is_to_be_named: bool = False) -> str | None:
    """The one control workbook beside the returns at the paths, or here, which is said; None where there is none."""
    lying = lying_beside(paths)
    where = _where(lying.controls, paths)
    if (lying.controls or lying.unreadable) and _are_councils(paths):
        say(f"No round is that of workbooks of several councils: {and_all(lying.controls)} is left aside.", err=True)
        return None
    if len(lying.controls) > 1:
        raise XlkitError(
            f"{and_all(lying.controls)} lie {where}, and the control workbook of one round was expected: name it with "
            f"--round, as {_typed(lying.controls[0])}."
        )
    if not lying.controls:
        if lying.unreadable:
            raise XlkitError(f"{lying.unread}, or name the round with --round.")
        return None
    (control,) = lying.controls
    if is_to_be_named:
        raise XlkitError(f"{control} lies {where}: say with --round whether it is their round's.")
    say(f"The round is that of {control}, which lies {where}.", err=True)
    lying.say_passed_over()
    return str(control)


def _where(controls: Iterable[Path], paths: Iterable[Path]) -> str:
    """Where control workbooks lie, in words."""
    beside = {folder.parent for folder in _places(paths)}
    are_beside = {control.resolve().parent in beside for control in controls}
    return " and ".join("beside the returns" if is_beside else "here" for is_beside in sorted(are_beside))


def _are_councils(paths: Iterable[Path]) -> bool:
    """Whether the files at the paths are several consolidated or shared workbooks: each has a round of its own."""
    from xlkit.intake import consolidated_reader, shared_reader
    from xlkit.round import reading

    kinds = ({consolidated_reader.COVER, consolidated_reader.DATA}, {shared_reader.COVER, shared_reader.COUNTS})
    files = [file for path in paths for file in (path.iterdir() if path.is_dir() else [path])]
    kept = [file for file in files if file.name[:2] not in LEFTOVERS]
    return len(kept) > 1 and all(any(kind <= {*reading.sheets_of(file)} for kind in kinds) for file in kept)


def lying_beside(paths: Iterable[Path]) -> Lying:
    """What lies in the current folder, and in the one that holds the folder of the returns at the paths.

    Control workbooks are never looked for where returns lie, since anybody may have sent them.
    """
    given = [*paths]
    doubtful = _doubtful(given)
    returned = _places(path for path in given if path not in doubtful)
    apart = [place for place in looked_in(returned) if not any(place.is_relative_to(folder) for folder in returned)]
    lying = {path.resolve(): path for path in (*(file for place in apart for file in _workbooks(place)), *doubtful)}
    controls = tuple(path for path in lying.values() if is_control(path))
    return Lying(controls, unread_of(path for path in lying.values() if path not in controls))


def controls_above(path: Path) -> Sequence[Path]:
    """The control workbooks in the folder that holds the one of the returns at a path."""
    return [file for file in _workbooks(_place(path).parent) if is_control(file)]


def looked_in(returned: Iterable[Path]) -> Sequence[Path]:
    """The folders in which control workbooks are looked for, where returns lie in these."""
    return [*dict.fromkeys((Path.cwd().resolve(), *(folder.parent for folder in returned)))]


def unread_of(paths: Iterable[Path]) -> Mapping[Path, str]:
    """The files that have the name of a workbook and cannot be read as one, each with why."""
    workbooks = [path for path in paths if path.suffix.lower() == ENDING]
    if not workbooks:
        return {}
    from xlkit.round import reading

    return {path: why for path in workbooks if (why := reading.why_unreadable(path))}


def _doubtful(paths: Sequence[Path]) -> Sequence[Path]:
    """The files given by themselves beside what came back that cannot be read: the control workbook may be among them.

    One of several that are given from one folder is one that came back.
    """
    folders = [*map(_place, paths)]
    alone = (path for path, folder in zip(paths, folders, strict=True) if folders.count(folder) == 1 < len(paths))
    return [*unread_of(alone)]


def _places(paths: Iterable[Path]) -> Sequence[Path]:
    """The folders in which the returns at the paths lie."""
    return sorted({_place(path) for path in paths})


def _place(path: Path) -> Path:
    return (path if path.is_dir() else path.parent).resolve()


def _workbooks(place: Path) -> Iterator[Path]:
    shown = Path() if place == Path.cwd().resolve() else place
    there = (path for path in sorted(place.glob("*")) if path.suffix.lower() == ENDING)
    return (shown / path.name for path in there if path.name[:2] not in LEFTOVERS)


def _typed(named: Path | str) -> str:
    return typed("--round", str(named))


def and_all(paths: Iterable[Path | str]) -> str:
    """Paths in words: `spring.xlsx and autumn.xlsx`."""
    return " and ".join(map(str, paths))
