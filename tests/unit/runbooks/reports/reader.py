"""Reads a page as a browser would, without drawing it."""

from html.parser import HTMLParser


class Reader(HTMLParser):
    """Reads a page: its tags with what they hold, and its text without pictures and style."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self._in = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in += [tag] if tag in {"svg", "style", "title"} else []

    def handle_endtag(self, tag):
        self._in = self._in[:-1] if self._in and self._in[-1] == tag else self._in

    def handle_data(self, data):
        self.words += [] if {"svg", "style"} & {*self._in} else [data]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())
