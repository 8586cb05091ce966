"""Policy documents and identities."""
