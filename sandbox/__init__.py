"""Everything that stands in for Pulumi's engine and for AWS on a machine that has neither."""
