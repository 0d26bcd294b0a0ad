"""The operator's own mistakes: what was found, what was expected, what to do, in one sentence."""


class XlkitError(Exception):
    """A mistake of the person at the command line; its text is shown as it is, and nothing was written."""
