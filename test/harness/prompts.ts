/** A prompt, and what it grew to. */
export const TEXT = `You answer questions of customers about their orders, in the language they ask in.
Say so where you do not know. Never promise a refund, and never name a price that is not in the list.
`;
export const LONGER = `${TEXT}Where an order is late, say when it was sent and how to follow it.\n`;

/** A Python file that holds a prompt. */
export const python = (name: string, text: string): string => `import os\n\n${name} = """${text}"""\n`;
