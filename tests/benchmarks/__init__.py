"""Benchmarks: run by hand, never as tests, since what they measure depends on the machine."""
