"""Answers that are no levels: matrices of other scales, forecasts and outcomes, and questions off every scale."""
