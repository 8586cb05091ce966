"""Replicas that arrive late: what was written in one region and has not reached another."""
