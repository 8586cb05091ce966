"""Requests to the emulator: what they say, who may ask, and what is answered."""
