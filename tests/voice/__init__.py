"""What people say: statements, cards, walls and what follows from them."""
