"""What people say and what their money comes to, beside the levels and never inside them."""
