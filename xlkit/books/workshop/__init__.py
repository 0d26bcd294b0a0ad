"""The workshop workbook: what people said on cards, and room for what a group makes of them."""
