"""A person's review, which stays with them: the meeting, its actions, what may be passed on, and a page to print."""
