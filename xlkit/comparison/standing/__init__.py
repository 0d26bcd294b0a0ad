"""Where organisations stand by the levels of their returns."""
