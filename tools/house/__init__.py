"""The steps of setting up the house. Standard library only: they run before anything is installed."""
