"""Tables of DynamoDB as they were: their items at a past time, and backups of those that are gone."""
