// A program as users have them: it asks a model, and is told by its environment where that is.
const { OpenAI } = require('openai');

const client = new OpenAI({ apiKey: 'none', baseURL: process.env.LLM_URL });

async function answer(question) {
  const reply = await client.chat.completions.create({
    model: 'gpt-4o-mini',
    max_tokens: 200,
    messages: [
      { role: 'system', content: 'You answer questions about boats in two sentences.' },
      { role: 'user', content: question },
    ],
  });
  return reply.choices[0].message.content;
}

async function main() {
  for (let asked = 0; asked < Number(process.env.TIMES); asked += 1) await answer(`Which boat came in at ${asked}?`);
}

main();
