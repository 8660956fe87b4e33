"""Signing in by who knows somebody already: an employer's own OpenID Connect, DigiD or eHerkenning through a broker."""
