"""Answers with the shop's page: the title from a config, the products from Postgres, the visits from Redis."""
import html
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import stores


def page():
    with open(os.environ["TITLE_FILE"], encoding="utf-8") as file:
        title = html.escape(file.read().strip())
    rows = "".join(
        f"<tr><td>{html.escape(name)}<td>{cents / 100:.2f}" for name, cents in stores.products()
    )
    return (
        f'<!doctype html>\n<meta charset="utf-8">\n<title>{title}</title>\n<h1>{title}</h1>\n'
        f"<table>{rows}</table>\n<p>Visit number {stores.count_visit()}.\n"
    )


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/healthz":
            stores.cache().ping()
            self.answer(200, "text/plain", "ok\n")
        elif self.path == "/":
            self.answer(200, "text/html; charset=utf-8", page())
        else:
            self.answer(404, "text/plain", "no such page\n")

    def answer(self, status, kind, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("", 8000), Handler).serve_forever()
