"""Where organisations stand by their levels: answers, and all that is looked up or counted among them."""
