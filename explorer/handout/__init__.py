"""What a patient takes home."""
