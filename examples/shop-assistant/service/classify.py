"""Sorts incoming mail into topics."""

import json
from pathlib import Path

import anthropic

INSTRUCTIONS = (Path(__file__).parent / "prompts" / "classify.md").read_text(encoding="utf-8")

client = anthropic.Anthropic()


def classify(subject: str, body: str) -> dict[str, str]:
    message = client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=60,
        system=INSTRUCTIONS,
        messages=[{"role": "user", "content": f"Subject: {subject}\n\n{body}"}],
    )
    return json.loads(message.content[0].text)
