"""Answers as they come from the wire."""

import io

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders


class Raw(io.BytesIO):
    """A response's body as urllib3 would hand it over."""

    def stream(self):
        yield self.read()


def answered(status=200, body=b"", **headers):
    return AWSResponse("https://aws.test", status, HTTPHeaders.from_dict(headers), Raw(body))
