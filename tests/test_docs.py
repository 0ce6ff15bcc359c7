"""What other people rely on is written down: settings, commands, events, messages, close codes."""

import re
import typing
from pathlib import Path

import click
import msgspec
import pytest
import typer

from scribe import cli, commands
from scribe import events as ev
from scribe.chart import Chart
from scribe.config import Settings
from scribe.gateway import messages, outbox, schema, shared, snapshot
from scribe.gateway.client import understood
from scribe.session.review import ReviewedSection, ReviewedStatement, Touched
from tests.test_config import settings_of

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^([→←]) (\{.*\})$", PROTOCOL, re.M)


def every_command(group: click.Group, above: str = "scribe") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        found |= (
            every_command(command, f"{above} {name}")
            if isinstance(command, click.Group)
            else {f"{above} {name}": command}
        )
    return found


CLI = every_command(typing.cast(click.Group, typer.main.get_command(cli.app)))


def rows(text: str) -> dict[str, str]:
    """First cell of each table row that begins with a name in backquotes -> the second cell."""
    return dict(re.findall(r"^\| `([^`|]+)`[^|]*\| ?([^|]*?) ?\|", text, re.M))


def tag(kind: type) -> str:
    return str(typing.cast(type[msgspec.Struct], kind).__struct_config__.tag)


# -- links -------------------------------------------------------------------------------------------------------------


def headings(page: Path) -> set[str]:
    """As a reader of Markdown makes them into anchors."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^a-z0-9 _-]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_heading_leads_to_one(page: Path) -> None:
    for name, anchor in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", page.read_text(encoding="utf-8")):
        if name.endswith(".md") or not name:
            assert anchor in headings(page.parent / name if name else page), f"{name}#{anchor}"


# -- settings and commands ---------------------------------------------------------------------------------------------


def test_every_setting_stands_in_the_explained_file_under_its_section() -> None:
    shown = (ROOT / "config" / "scribe.toml").read_text(encoding="utf-8")
    for name, _ in settings_of(Settings):
        section, _, key = name.rpartition(".")
        below = shown.partition(f"[{section}]")[2].partition("\n[")[0] if section else shown.partition("\n[")[0]
        assert f"#{key} = " in below, name


def test_settings_that_pages_name_exist() -> None:
    known = {name for name, _ in settings_of(Settings)}
    sections = {name.partition(".")[0] for name in known if "." in name}
    named = set(re.findall(rf"`((?:{'|'.join(sections)})\.[a-z_]+)`", ALL_PAGES))
    assert {name for name in named if not name.endswith(".py")} <= known
    variables = re.findall(r"SCRIBE_([A-Z]+)__([A-Z_]+)", ALL_PAGES)
    assert {f"{section}.{key}".lower() for section, key in variables} <= known


@pytest.mark.parametrize("command", CLI)
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"\b{command}\b", ALL_PAGES)
    assert CLI[command].help


def test_commands_that_pages_name_exist() -> None:
    named = set(re.findall(r"`scribe ([a-z-]+)[^`]*`", ALL_PAGES))
    assert named <= {command.split()[1] for command in CLI}


@pytest.mark.parametrize("command", CLI)
def test_every_option_says_what_it_is_for(command: str) -> None:
    for parameter in CLI[command].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


# -- the protocol ------------------------------------------------------------------------------------------------------


def test_the_schema_is_not_stale() -> None:
    checked_in = (ROOT / "docs" / "protocol.schema.json").read_text(encoding="utf-8")
    assert checked_in == schema.text(), "Run scripts/schema."


def test_the_schema_has_every_message() -> None:
    defined = schema.schema()["$defs"]
    for part in ("FromClient", "Command", "FromServer", "Event"):
        mapping = defined[part]["discriminator"]["mapping"]
        assert mapping.keys() == {tag(kind) for kind in typing.get_args(schema.PARTS[part])}
        assert all(reference.removeprefix("#/$defs/") in defined for reference in mapping.values())


@pytest.mark.parametrize("kind", typing.get_args(ev.AnyEvent), ids=tag)
def test_every_event_is_documented_with_its_fields(kind: type[msgspec.Struct]) -> None:
    fields = set(re.findall(r"[a-z_]+", rows(PROTOCOL.partition("## Commands")[0])[tag(kind)]))
    assert set(kind.__struct_fields__) - {"seq", "at", "session"} <= fields


@pytest.mark.parametrize("kind", typing.get_args(commands.AnyCommand), ids=tag)
def test_every_command_on_the_wire_is_documented_with_its_fields(kind: type[msgspec.Struct]) -> None:
    table = PROTOCOL.partition("## Commands")[2].partition("\n## ")[0]
    (row,) = (line for line in table.splitlines() if line.startswith("|") and f"`{tag(kind)}`" in line)
    assert set(kind.__struct_fields__) - {"id"} <= set(re.findall(r"[a-z_]+", row))


@pytest.mark.parametrize(
    "kind", [*typing.get_args(messages.FromClient), *typing.get_args(messages.FromServer)], ids=tag
)
def test_every_message_is_documented_with_its_fields(kind: type[msgspec.Struct]) -> None:
    assert re.search(rf'`{tag(kind)}`|"type": "{tag(kind)}"', PROTOCOL)
    for field in kind.__struct_fields__:
        assert f"`{field}`" in PROTOCOL, field


def test_every_field_of_a_snapshot_is_documented() -> None:
    table = PROTOCOL.partition("What a `snapshot` holds")[2].partition("Then events come")[0]
    named = set(re.findall(r"[a-z_]+", table))
    for kind in (snapshot.Snapshot, snapshot.Shown, snapshot.Named, snapshot.NoteHead):
        assert set(kind.__struct_fields__) <= named, kind.__name__


def test_every_field_of_a_review_is_documented() -> None:
    told = PROTOCOL.partition("*review* is `session`")[2].partition("\n\n")[0]
    named = set(re.findall(r"[a-z_]+", told))
    for kind in (snapshot.Reviewed, ReviewedSection, ReviewedStatement, Touched):
        assert set(kind.__struct_fields__) <= named, kind.__name__


def test_close_codes_and_bounds_are_the_real_ones() -> None:
    codes = {int(code) for code in re.findall(r"^\| (\d{4}) \|", PROTOCOL, re.M)}
    ours = {shared.NOT_ALLOWED, shared.FAULT, shared.TOO_SLOW, shared.UNKNOWN, shared.LOCKED}
    assert ours <= codes
    assert f"{messages.MAX_MESSAGE // 1024} KiB" in PROTOCOL
    assert f"past {outbox.MAX_EVENTS} durable events" in PROTOCOL
    assert f"with {outbox.MAX_REPLIES} unread ones" in PROTOCOL


def test_every_field_of_a_chart_is_documented() -> None:
    files = PROTOCOL.partition("## Files")[2]
    assert all(f"`{field}`" in files for field in Chart.__struct_fields__)


@pytest.mark.parametrize(("side", "text"), EXAMPLE)
def test_the_worked_example_is_what_programs_say(side: str, text: str) -> None:
    if side == "→":
        messages.parse(text)
    else:
        assert understood(text.encode()) is not None


def test_the_worked_example_counts_without_a_gap() -> None:
    told = [understood(text.encode()) for side, text in EXAMPLE if side == "←"]
    durable = [event.seq for event in told if isinstance(event, ev.Event) and event.durable]
    assert durable == list(range(durable[0], durable[0] + len(durable)))


# -- links -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page: Path) -> None:
    for target in re.findall(r"(?<!!)\[[^\]]*\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
