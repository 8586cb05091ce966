"""Books."""


def handler(event, context):
    """Do nothing yet."""
