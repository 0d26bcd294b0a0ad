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


def needs_password(tried: str = "") -> RefusedError:
    """The refusal of a file that asks for a password; `tried` says what became of those that were given."""
    return refused("needs-password", tried=tried)


def damaged(reason: str) -> RefusedError:
    """The refusal of a damaged file."""
    return refused("damaged-file", reason=reason)
