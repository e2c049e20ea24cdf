"""Answers customers in the shop's chat window."""

from dataclasses import dataclass

from openai import OpenAI

from .prompts import SUPPORT_SYSTEM
from .tools import ORDER_TOOLS

MODEL = "gpt-4.1-mini"


@dataclass
class Customer:
    name: str
    language: str
    open_orders: int


class SupportAssistant:
    def __init__(self) -> None:
        self.client = OpenAI()

    def answer(self, customer: Customer, question: str) -> str | None:
        response = self.client.chat.completions.create(
            model=MODEL,
            messages=[
                {"role": "system", "content": SUPPORT_SYSTEM},
                {
                    "role": "user",
                    "content": f"Customer: {customer.name} (speaks {customer.language}, "
                    f"{customer.open_orders} open orders)\n\nQuestion: {question}",
                },
            ],
            tools=ORDER_TOOLS,
            max_completion_tokens=600,
        )
        return response.choices[0].message.content

    def follow_up(self, history: list[dict[str, str]], question: str) -> str | None:
        """The same with the conversation so far, whose length nobody knows before it happens."""
        response = self.client.chat.completions.create(
            model=MODEL,
            messages=[
                {"role": "system", "content": SUPPORT_SYSTEM},
                *history,
                {"role": "user", "content": question},
            ],
            tools=ORDER_TOOLS,
        )
        return response.choices[0].message.content
