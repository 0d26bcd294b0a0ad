"""Which round is meant: the one that `--round` names, or that of the one control workbook beside the returns."""

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


def _refuse_controls(given: str | None, paths: Iterable[Path]) -> None:
    """XlkitError where a control workbook is given as what came back; beside one that is named it counts as any file.

    Whoever sent a return may have sent one with it, so none gives its round unless the officer says so.
    """
    if given and not is_name(given):
        return
    if controls := [path for path in paths if is_control(path)]:
        named = " or ".join(_typed(path) for path in controls)
        raise XlkitError(
            f"{and_all(controls)} {'is a control workbook' if len(controls) == 1 else 'are control workbooks'}, and "
            f"what came back was expected there: if it gives the round, name it as {named}; if it came back, name the "
            "folder that it lies in instead."
        )


def round_for(given: str | None, paths: Sequence[Path], *, is_to_be_named: bool = False) -> str | None:
    """What gives the round of returns at the paths: `--round`, or else the control workbook beside them, which is said.

    XlkitError where a control workbook is among the paths, where two lie beside them, or a file that may be it and
    cannot be read, and where one does that is to be named, as it has to be where others than the officers see what
    comes out.
    """
    _refuse_controls(given, paths)
    if given and is_name(given):
        _refuse_name(given, paths, is_to_be_named=is_to_be_named)
    return given or round_beside(paths, is_to_be_named=is_to_be_named)


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


def round_named(given: str | None, paths: Sequence[Path]) -> Path:
    """The control workbook that a command cannot do without: named, or the one that lies beside the returns or here.

    XlkitError where there is none, and as for `round_for`.
    """
    _refuse_controls(given, paths)
    control = given or round_beside(paths)
    if not control:
        raise XlkitError(_none_in_words(paths))
    return Path(control)


def _none_in_words(paths: Sequence[Path]) -> str:
    among_them = [path for place in _places(paths) for path in _workbooks(place)]
    if among := [path for path in among_them if is_control(path)]:
        return (
            f"{and_all(among)} {'lies' if len(among) == 1 else 'lie'} among the returns, where none is "
            "looked for, since anybody may have sent it: name that of the round with --round."
        )
    if unreadable := unread_of(among_them):
        return f"No control workbook is named with --round. {Lying((), unreadable).unread}."
    return (
        "No control workbook is named with --round or lies here or beside the returns, among which it is never looked "
        "for: name the round's, such as spring.xlsx; xlkit new writes one."
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
    returned = _places(paths)
    apart = [place for place in looked_in(returned) if not any(place.is_relative_to(folder) for folder in returned)]
    lying = {path.resolve(): path for place in apart for path in _workbooks(place)}
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
