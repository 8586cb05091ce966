"""A handler of the service."""


def handler(event, context):
    """Do nothing yet."""
