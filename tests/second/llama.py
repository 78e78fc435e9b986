"""llama.cpp's own server with the model of noise, in a process of its own: what a user may well have on the machine.

python -m tests.second.llama tests/data/model/noise.gguf
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MODEL = Path(__file__).parent.parent / "data" / "model" / "noise.gguf"


def serve(model: str) -> None:
    """Print the address, then serve until the input ends."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_ctx = 8192
    params.cpuparams.n_threads = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


@contextmanager
def llama() -> Iterator[str]:
    """The base address of a running one."""
    command = [sys.executable, "-m", "tests.second.llama", str(MODEL)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        address = next((line.strip() for line in process.stdout if line.startswith("http")), None)
        assert address is not None, "the server did not start"
        try:
            yield f"{address}/v1"
        finally:
            process.kill()


if __name__ == "__main__":
    serve(sys.argv[1])
