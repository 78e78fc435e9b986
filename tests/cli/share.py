"""The files that the installed program brings for shells and for man(1): `python -m tests.cli.share` writes them anew."""

from __future__ import annotations

from pathlib import Path

from agent.cli import manual, shells
from agent.cli.tree import branches

ROOT = Path(__file__).resolve().parents[2]


def made() -> dict[Path, str]:
    """Each file with what should be in it."""
    tree, share = branches(), ROOT / "share"
    return {
        share / "man/man1/agent.1": manual.page(tree),
        share / "bash-completion/completions/agent": shells.bash(tree),
        share / "zsh/site-functions/_agent": shells.zsh(tree),
        share / "fish/vendor_completions.d/agent.fish": shells.fish(tree),
    }


if __name__ == "__main__":
    for path, text in made().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
