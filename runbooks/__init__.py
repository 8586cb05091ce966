"""Pages for operators, and drills that prove them: one page and one drill for each scenario, side by side."""
