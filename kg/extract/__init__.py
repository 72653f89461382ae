"""Text → mentions and claims: small pure stages over the untouched text."""
