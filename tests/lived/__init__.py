"""A round, lived: people who answer, post that goes astray, an officer who runs the commands, and the truth of it."""
