"""Builders: what tests are made from."""
