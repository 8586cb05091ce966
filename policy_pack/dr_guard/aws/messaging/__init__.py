"""SNS and SQS."""
