"""Lambda and API Gateway."""
