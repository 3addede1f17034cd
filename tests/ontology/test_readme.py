"""The README names what there is, and its examples work."""
from __future__ import annotations

import re
import shutil
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
        if re.fullmatch(r"[\w*]+\.(py|ttl|jsonld)|[a-z]+/", name):
            assert list(FOLDER.glob(name.rstrip("/"))), name


def test_the_examples_can_be_added_to_the_registers(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.ttl"):
        shutil.copy(path, tmp_path)
    blocks = re.findall(r"```turtle\n(.*?)```", README, re.DOTALL)
    for number, block in enumerate(blocks):
        (tmp_path / f"triggers_example{number}.ttl").write_text(block, encoding="utf-8")
    assert not check(tmp_path).faults
    known = load(tmp_path)
    assert known.entries["ie-example"].country == "IE"
    assert "example-sting" in {trigger.id for trigger in known.triggers}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run(command: str) -> None:
    assert CliRunner().invoke(ontology, command.split()).exit_code == 0
