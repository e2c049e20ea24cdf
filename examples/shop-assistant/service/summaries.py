"""Nightly job: one short summary for each new review."""

import os

from openai import OpenAI

from .prompts import REVIEW_SUMMARY

SUMMARY_MODEL = os.getenv("SUMMARY_MODEL", "gpt-4o-mini")

client = OpenAI()


def summarise_reviews(reviews: list[str]) -> list[str]:
    summaries = []
    for review in reviews:
        response = client.chat.completions.create(
            model=SUMMARY_MODEL,
            messages=[
                {"role": "system", "content": REVIEW_SUMMARY},
                {"role": "user", "content": review},
            ],
            max_completion_tokens=120,
        )
        summaries.append(response.choices[0].message.content or "")
    return summaries
