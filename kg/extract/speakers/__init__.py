"""Who says what, and who stands behind whose words."""
