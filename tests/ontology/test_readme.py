"""The README names what there is, and its examples work."""
from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ontology.check import check
from ontology.commands import ontology
from ontology.knowledge import load
from ontology.turtle import FOLDER, OWN_TERMS
from ontology.vocab import RA

README = (FOLDER / "README.md").read_text(encoding="utf-8")
NAMES = set(re.findall(r"`([^`\n]+)`", README))
COMMANDS = re.findall(r"^regatlas ontology (.*?)(?:\s+#.*)?$", README, re.MULTILINE)


def test_every_term_of_the_vocabulary_is_named() -> None:
    assert {term.removeprefix(RA.NS) for term in OWN_TERMS} <= NAMES


def test_every_module_is_named_and_every_file_it_names_exists() -> None:
    assert {path.name for path in FOLDER.glob("*.py")} - {"__init__.py"} <= NAMES
    for name in NAMES:
        if re.fullmatch(r"(\.\./[\w/]*|tests/)?[\w*]+\.(py|ttl|jsonld|txt|rq)|[a-z]+/", name):
            assert list((FOLDER.parent if name.startswith("tests/") else FOLDER).glob(name.rstrip("/"))), name


def test_the_examples_can_be_added_to_the_registers(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.ttl"):
        shutil.copy(path, tmp_path)
    blocks = re.findall(r"```turtle\n(.*?)```", README, re.DOTALL)
    for number, block in enumerate(blocks):
        (tmp_path / f"example{number}.ttl").write_text(block, encoding="utf-8")
    assert not check(tmp_path).faults
    known = load(tmp_path)
    assert known.entries["ie-example"].country == "IE"
    assert known.owner_on("firefox", date(2010, 1, 1)) == "mozilla"
    assert "example-sting" in {trigger.id for trigger in known.triggers}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run(command: str) -> None:
    assert CliRunner().invoke(ontology, command.split()).exit_code == 0


def test_what_it_says_of_owners_is_so() -> None:
    known = load()
    assert [known.owner_on("giphy", day) for day in (date(2022, 1, 1), date(2024, 1, 1), date(2023, 6, 15))] == ["meta", "shutterstock", None]
