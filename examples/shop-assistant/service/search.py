"""Search by meaning: products are embedded once a night, questions when they are asked."""

from openai import OpenAI

EMBEDDING_MODEL = "text-embedding-3-small"

client = OpenAI()


def embed_query(query: str) -> list[float]:
    response = client.embeddings.create(model=EMBEDDING_MODEL, input=f"Kitchen product: {query}")
    return response.data[0].embedding
