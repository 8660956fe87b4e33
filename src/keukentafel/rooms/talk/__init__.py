"""Conversations: in a circle, or between chosen people."""
