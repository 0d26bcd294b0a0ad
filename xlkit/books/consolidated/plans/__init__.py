"""What is planned: every action, and where nothing is planned."""
