/** Programs whose files rest on each other in many ways: through wrappers, classes, constants, callers. */
export const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Python: {
    'prompts.py': `"""Prompts of the harbour office."""
MODEL = "gpt-4o"
SYSTEM_PROMPT = """You are the clerk of a small harbour.
Answer in one or two short sentences, and name the berth that you speak of, always."""
STEPS = ["Greet.", "Name the berth."]
STEPS.append("Say goodbye.")
`,
    'office.py': `from openai import OpenAI
from prompts import MODEL, STEPS, SYSTEM_PROMPT

LIMIT = 200


class Office:
    retries = 3

    def __init__(self, client=None, model=MODEL):
        self.client = client or OpenAI(max_retries=4)
        self.model = model
        self.history = []

    def ask(self, question, tone="friendly"):
        text = f"Be {tone}. {question}"
        if len(self.history) > 3:
            text += " You said so before."
        messages = [{"role": "system", "content": SYSTEM_PROMPT}]
        messages.append({"role": "user", "content": text})
        return self.client.chat.completions.create(model=self.model, messages=messages, max_tokens=LIMIT)

    def all_berths(self, berths):
        return [self.ask("Is berth %s free?" % berth, tone="short") for berth in berths]


def steps():
    return " ".join(STEPS)


def plan(day):
    for attempt in range(2):
        answer = Office(model="gpt-4o-mini").ask(steps() + " Plan the day: " + day)
        if answer:
            return answer
`,
    'app.py': `import office
from office import Office, plan
from prompts import SYSTEM_PROMPT as system


def morning():
    # The first ship comes at dawn.
    return plan("Monday, from dawn to noon")


def evening(names):
    clerk = Office()
    key = lambda name: name.lower()
    for name in sorted(names, key=key):
        clerk.ask(f"Who is {name}?")
    return office.steps() + system
`,
  },
  TypeScript: {
    'prompts.ts': `export const MODEL = 'gpt-4o';
export const SYSTEM_PROMPT = \`You are the clerk of a small harbour.
Answer in one or two short sentences, and name the berth that you speak of, always.\`;
export const tones = { kind: 'Be kind.', short: 'Be short.' } as const;
export default SYSTEM_PROMPT;
`,
    'office.ts': `import OpenAI from 'openai';
import { z } from 'zod';
import system, { MODEL, tones } from './prompts';

const client = new OpenAI();
const Berth = z.object({ name: z.string(), isFree: z.boolean() });

interface Question {
  text: string;
  tone?: keyof typeof tones;
}

export class Office {
  private history: string[] = [];
  constructor(private readonly model = MODEL) {}

  async ask({ text, tone = 'kind' }: Question): Promise<string> {
    const input = \`\${tones[tone]} \${text}\`;
    const messages = [{ role: 'system' as const, content: system }];
    if (this.history.length > 3) messages.push({ role: 'system', content: 'You said so before.' });
    const answer = await client.chat.completions.create({
      model: this.model,
      max_tokens: 200,
      messages: [...messages, { role: 'user', content: input }],
    });
    return answer.choices[0]?.message.content ?? '';
  }
}

function send(prompt: string, model = 'gpt-4o-mini') {
  return client.responses.create({ model, input: prompt });
}

export const berths = (names: string[]) => names.map(name => send(\`Is berth \${name} free? \${Object.keys(Berth)}\`));
export const greet = () => send('Greet the captain of the next ship in plain words.');
`,
    'app.ts': `import { Office, berths, greet } from './office';
import * as prompts from './prompts';

export async function morning() {
  // The first ship comes at dawn.
  const office = new Office('gpt-4.1');
  for (const day of ['Monday', 'Tuesday']) {
    await office.ask({ text: 'Plan ' + day, tone: 'short' });
  }
  return greet();
}

export const evening = () => berths([prompts.MODEL, 'north']).length;
`,
  },
};
