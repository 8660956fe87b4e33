"""Closing one's account: what goes, what stays, and which tables have to be decided about first."""
