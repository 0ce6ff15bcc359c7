"""Only the app's own files, from a table; every answer carries the headers that keep other pages out."""

import json
from pathlib import Path

from scribe.gateway.pages import headers, read_pages, with_data
from scribe.gateway.palette import Group


def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.js").write_text("secret")
    app = tmp_path / "app"
    (app / "views").mkdir(parents=True)
    (app / "index.html").write_text("<!doctype html>")
    (app / "views" / "live.js").write_text("live")
    (app / "notes.txt").write_text("not for the web")
    (app / "out.js").symlink_to(tmp_path / "secret.js")
    return app


def test_the_table_holds_the_apps_files_and_nothing_else(tmp_path: Path) -> None:
    pages = read_pages(folder(tmp_path))
    assert set(pages) == {"/", "/index.html", "/views/live.js"}
    assert pages["/"].body == b"<!doctype html>"
    assert pages["/views/live.js"].type.startswith("text/javascript")


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    policy = headers("scribe.example:8443", secure=True)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "default-src 'none'" in policy
    assert "connect-src 'self' wss://scribe.example:8443" in policy


def test_only_an_encrypted_page_promises_to_stay_encrypted() -> None:
    assert "Strict-Transport-Security" in headers("a", secure=True)
    assert "Strict-Transport-Security" not in headers("a", secure=False)


def test_the_list_of_files_to_keep_is_the_shell_and_no_data(tmp_path: Path) -> None:
    pages = with_data(read_pages(folder(tmp_path)), (Group(title={"en": "Affect"}, choices=({"en": "flat"},)),))
    assert json.loads(pages["/shell.json"].body) == ["/", "/views/live.js"]
    assert pages["/shell.json"].cache == pages["/observations.json"].cache == "no-store"
    assert json.loads(pages["/observations.json"].body)[0]["choices"] == [{"en": "flat"}]


def test_only_the_shells_worker_may_become_a_script_address() -> None:
    policy = headers("a", secure=True)["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types shell" in policy.split("; ")
