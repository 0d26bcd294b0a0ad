"""Those who are set side by side: council and providers, groups of providers, and how others see them."""
