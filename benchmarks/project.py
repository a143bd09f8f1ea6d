#!/usr/bin/env python3
"""Writes a project of 100 services in four Compose files that are merged, with 300 variables, to a folder."""
import pathlib
import sys

SERVICES = 100

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)


def each(lines):
    return "services:\n" + "".join(lines(number) for number in range(SERVICES))


def base(n):
    after = f"    depends_on: {{ s{n - 1}: {{ condition: service_started }} }}\n" if n else ""
    return f"""\
  s{n}:
    image: "registry.example.com/team/s{n}:${{TAG_{n}:-1.{n}}}"
    command: ["serve", "--port", "8080", "--name=s{n}"]
    environment:
      LEVEL: "${{LEVEL_{n}}}"
      PEER: "http://s{(n + 1) % SERVICES}:8080"
      SECRET: "${{SECRET_{n}:?the secret of s{n}}}"
    ports: ["127.0.0.1:{20000 + n}:8080"]
    volumes: ["data{n % 10}:/data", "./conf/s{n}:/etc/s{n}:ro"]
    networks: [front, back]
    healthcheck: {{ test: ["CMD", "probe"], interval: 10s, retries: 3 }}
{after}"""


def limits(n):
    return f"""\
  s{n}:
    mem_limit: {64 + n}m
    cpus: 0.5
    labels: ["team=t{n % 7}", "tier=${{TIER:-web}}"]
"""


def logs(n):
    return f"  s{n}:\n    logging: {{ driver: json-file, options: {{ max-size: 10m }} }}\n    restart: unless-stopped\n"


def local(n):
    return f"  s{n}:\n    environment: [DEBUG=1, LEVEL=debug]\n    ports: !override ['{30000 + n}:8080']\n    init: true\n"


resources = "networks: { front: , back: { internal: true } }\nvolumes:\n" + "".join(f"  data{n}:\n" for n in range(10))
(folder / "compose.yaml").write_text("name: hundred\n" + each(base) + resources)
(folder / "limits.yaml").write_text(each(limits))
(folder / "logs.yaml").write_text(each(logs))
(folder / "local.yaml").write_text(each(local))
(folder / ".env").write_text("".join(f"LEVEL_{n}=info\nSECRET_{n}=x{n}\nTAG_{n}=2.{n}\n" for n in range(SERVICES)))
