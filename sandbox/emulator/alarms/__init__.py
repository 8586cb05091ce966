"""Alarms of CloudWatch: what they measure, what state they are in, and what they tell."""
