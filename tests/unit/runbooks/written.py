"""A table and a bucket in name only, with records as the function writes them."""

import io
import json
from hashlib import sha256

from botocore.exceptions import ClientError

from runbooks.drill.load import checksum, document


def as_text(content):
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def written(content):
    """Return the checksum that the function gives a document."""
    return sha256(as_text(content)).hexdigest()


class Stored:
    """Items and documents by their keys; it gives ``at_once`` items, and refuses with ``refused``."""

    def __init__(self):
        self.items, self.documents = {}, {}
        self.at_once, self.asked, self.refused = 100, 0, ""

    def keep(self, key, number):
        self.documents[f"documents/{key}"] = as_text(document(number))
        self.items[key] = {
            "id": {"S": key},
            "checksum": {"S": checksum(number)},
            "document_key": {"S": f"documents/{key}"},
        }

    def batch_get_item(self, *, RequestItems):  # noqa: N803 boto3's name
        self.asked += 1
        [(table, wanted)] = RequestItems.items()
        now, later = wanted["Keys"][: self.at_once], wanted["Keys"][self.at_once :]
        found = [self.items[each["id"]["S"]] for each in now if each["id"]["S"] in self.items]
        left = {table: {**wanted, "Keys": later}} if later else {}
        return {"Responses": {table: found}, "UnprocessedKeys": left}

    def get_object(self, *, Key, **_):  # noqa: N803 the same
        if self.refused or Key not in self.documents:
            raise ClientError({"Error": {"Code": self.refused or "NoSuchKey"}}, "GetObject")
        return {"Body": io.BytesIO(self.documents[Key])}
