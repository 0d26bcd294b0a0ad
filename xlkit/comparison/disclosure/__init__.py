"""Disclosure: what of a comparison everybody may see, so that no small group shows or follows by subtraction."""
