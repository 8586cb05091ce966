"""checkov's findings on a Pulumi program: each with its resource, its line, and what answers it."""
