"""Those who are set side by side: a council and its providers, and what others say of them."""
