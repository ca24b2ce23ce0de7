"""What is chosen now, how it changes, and where a visitor's session and address are kept."""
