"""Refusals: how a reader deep inside a file says that the file cannot be taken."""

from xlkit.returns.issues import Issue, issue


class RefusedError(Exception):
    """The file cannot be taken; `issue` says why."""

    def __init__(self, reason: Issue) -> None:
        super().__init__(reason.message)
        self.issue = reason


def refused(code: str, **facts: object) -> RefusedError:
    """The refusal of the kind `code`, to be raised."""
    return RefusedError(issue(code, None, None, **facts))


def needs_password(tried: str = "", *, may_be_given: bool = True) -> RefusedError:
    """The refusal of a file that asks for a password; `tried` says what became of those that were given.

    Where none `may_be_given`, xlkit cannot open it with any.
    """
    return refused("needs-password", tried=tried, give="give it with --password, or " if may_be_given else "")


def damaged(reason: str) -> RefusedError:
    """The refusal of a damaged file."""
    return refused("damaged-file", reason=reason)
