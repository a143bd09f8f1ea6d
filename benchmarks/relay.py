#!/usr/bin/env python3
"""A relay to the API server of a kubeconfig that gives every byte on a while later, and a kubeconfig that leads to it.

relay.py KUBECONFIG SECONDS OUT
"""
import asyncio
import re
import sys
import time
from urllib.parse import urlsplit

WAITING = 256


async def later(reader, writer, delay):
    """Bytes keep their order, and wait side by side."""
    queue = asyncio.Queue(WAITING)

    async def write():
        while True:
            due, data = await queue.get()
            await asyncio.sleep(max(0, due - time.monotonic()))
            if not data:
                writer.close()
                return
            writer.write(data)
            await writer.drain()

    task = asyncio.create_task(write())
    try:
        while data := await reader.read(65536):
            await queue.put((time.monotonic() + delay, data))
    except ConnectionError:
        pass
    await queue.put((time.monotonic() + delay, b""))
    await asyncio.gather(task, return_exceptions=True)


async def main(kubeconfig, delay, out):
    text = open(kubeconfig, encoding="utf-8").read()
    server = urlsplit(re.search(r"server:\s*(\S+)", text).group(1))

    async def serve(reader, writer):
        try:
            up, down = await asyncio.open_connection(server.hostname, server.port or 443)
        except OSError:
            writer.close()
            return
        await asyncio.gather(later(reader, down, delay), later(up, writer, delay))

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    led = re.sub(
        r"( *)server:\s*\S+",
        lambda m: f"{m[1]}server: https://127.0.0.1:{port}\n{m[1]}tls-server-name: {server.hostname}",
        text,
    )
    with open(out, "w", encoding="utf-8") as file:
        file.write(led)
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2]), sys.argv[3]))
