"""Saved e-mail messages, and what came with them."""
