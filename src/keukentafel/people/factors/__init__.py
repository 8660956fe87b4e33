"""The ways to show who one is besides a password, and what is remembered of them."""
