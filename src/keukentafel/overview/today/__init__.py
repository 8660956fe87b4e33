"""The first page of a dossier: who sits here, what is new, what I promised, what comes."""
