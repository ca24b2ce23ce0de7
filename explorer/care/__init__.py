"""What follows from the content: rules about safety and choice, without pictures or pages."""
