"""Measuring: synthetic dossiers sealed like real ones, and the bench that holds the pages against their aims."""
