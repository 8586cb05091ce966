"""Faults on request: what is to fail, and how what runs into it does."""
