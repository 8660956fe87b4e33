"""Who sits at the table: seats, letters, circles, looking through other eyes, freezing."""
