"""What one can do here: a few short lines with icons for each room, for who reads badly."""
