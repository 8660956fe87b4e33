"""The pages of the plan, by what they are about."""
