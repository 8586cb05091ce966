"""Who is told by a topic; ministack confirms addresses by itself, and sends to any server there is."""

import json
import queue
import socket
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

PATIENCE_SECONDS = 10


@pytest.fixture(scope="module")
def sns(client):
    return client("sns")


@pytest.fixture
def topic(sns, request):
    return sns.create_topic(Name=request.node.name)["TopicArn"]


@pytest.fixture
def server():
    """Yield a server's address on this machine, and the messages that it gets."""
    received = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.put((self.headers, json.loads(body)))
            self.send_response_only(200)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running.server_port, received
        running.shutdown()


def logged(emulator, text):
    """Wait for what the emulator writes when it has dealt with a subscriber."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while text not in emulator.log:
        assert time.monotonic() < deadline, f"the emulator never wrote {text!r}"
        time.sleep(0.05)


def test_an_address_stays_pending_until_somebody_confirms_it(sns, topic):
    asked = {"TopicArn": topic, "Protocol": "email", "Endpoint": "alarms@example.com"}
    assert sns.subscribe(**asked)["SubscriptionArn"] == "pending confirmation"
    counts = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
    (found,) = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert (counts["SubscriptionsPending"], counts["SubscriptionsConfirmed"]) == ("1", "0")
    assert (found["SubscriptionArn"], found["Endpoint"]) == ("PendingConfirmation", "alarms@example.com")


def test_who_asks_for_it_is_told_the_arn_of_a_pending_subscription(sns, topic):
    asked = {"TopicArn": topic, "Protocol": "email", "Endpoint": "alarms@example.com"}
    arn = sns.subscribe(**asked, ReturnSubscriptionArn=True)["SubscriptionArn"]
    assert arn.startswith(f"{topic}:")
    assert sns.subscribe(**asked, ReturnSubscriptionArn=True)["SubscriptionArn"] == arn
    attributes = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    assert attributes["PendingConfirmation"] == "true"
    assert attributes["ConfirmationWasAuthenticated"] == "false"


def test_a_queue_needs_no_confirmation(sns, topic):
    arn = "arn:aws:sqs:us-west-2:123456789012:some-queue"
    found = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
    (listed,) = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert listed["SubscriptionArn"] == found
    assert found.startswith(f"{topic}:")


def test_a_server_on_this_machine_confirms_and_is_told(sns, topic, server):
    port, received = server
    asked = {"TopicArn": topic, "Protocol": "http", "Endpoint": f"http://me:secret@127.0.0.1:{port}/hook"}
    assert sns.subscribe(**asked)["SubscriptionArn"] == "pending confirmation"
    headers, message = received.get(timeout=PATIENCE_SECONDS)
    assert headers["x-amz-sns-message-type"] == "SubscriptionConfirmation"
    assert headers["Authorization"] == "Basic bWU6c2VjcmV0"
    with urllib.request.urlopen(message["SubscribeURL"], timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 http
        assert answer.status == 200
    sns.publish(TopicArn=topic, Message="the function fails")
    assert received.get(timeout=PATIENCE_SECONDS)[1]["Message"] == "the function fails"


@pytest.mark.parametrize("host", ["pager.example.com", "192.0.2.1", "127.0.0.1.example.com"])
def test_nothing_is_sent_beyond_this_machine(sns, topic, emulator, host):
    sns.subscribe(TopicArn=topic, Protocol="https", Endpoint=f"https://{host}/hook")
    logged(emulator, f"https://{host}/hook failed: {host} is not on this machine")


def test_a_server_that_is_not_there_stays_pending(sns, topic, emulator):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    arn = sns.subscribe(
        TopicArn=topic, Protocol="http", Endpoint=f"http://localhost:{port}/", ReturnSubscriptionArn=True
    )["SubscriptionArn"]
    logged(emulator, f"localhost:{port}/ failed")
    attributes = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    assert attributes["PendingConfirmation"] == "true"
