// What of a request decides its bill, as numbers, and what a fit makes of them.
import { readFormat, readTools, toolText } from '../../../server/core/tokens/schema.ts';
import { count } from './records.mjs';
import { plainOf } from './plain.mjs';
import { dot } from './solve.mjs';

export function featuresOf({ prompt, family }) {
  const tokens = text => count(family.encoding, text);
  const { messages, attachments } = prompt;
  const texts = messages.map(({ parts }) => parts.map(part => part.text ?? '').join(''));
  const calls = messages.flatMap(message => message.calls ?? []);
  const called = calls.map(({ name, arguments: input }) => JSON.stringify({ name, input }));
  const all = [...texts, ...called];
  const areCalls = calls.length > 0;
  const framed = messages.filter(message => !(areCalls && (message.calls || message.role === 'tool')));
  const system = framed.filter(({ role }) => role === 'system').length;
  const tools = attachments.find(({ kind }) => kind === 'tools');
  const declared = tools && readTools(tools.json.value)?.value.tools;
  const schema = attachments.find(({ kind }) => kind === 'schema');
  return {
    tokens: all.reduce((sum, text) => sum + tokens(text), 0),
    words: occurrences(/\w+/g, all),
    capitals: occurrences(/\p{Lu}/gu, all),
    lines: occurrences(/\n/g, all),
    system,
    thinking: prompt.thinking ? 1 : 0,
    more: framed.length - system - 1,
    calls: calls.length,
    tools: declared?.length ?? 0,
    json: declared ? tokens(toolText(declared, 'json')) : 0,
    said: declared ? tokens(toolText(declared, 'words')) : 0,
    forced: tools?.choice ? 1 : 0,
    hasTools: tools ? 1 : 0,
    hasSchema: schema ? 1 : 0,
    schemaTokens: schema ? tokens(JSON.stringify(readFormat(schema.json.value[0])?.value.schema ?? {})) : 0,
  };
}

function occurrences(pattern, texts) {
  return texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
}

export function predict({ features: f }, fit) {
  const { tools, schema, call } = fit;
  const ofTools =
    f.hasTools && tools
      ? dot(
          [1, f.tools, tools.basis === 'json' ? f.json : f.said, f.forced],
          [tools.request, tools.each, tools.factor, tools.forced],
        )
      : 0;
  const ofSchema = f.hasSchema && schema ? dot([1, f.schemaTokens], [schema.request, schema.factor]) : 0;
  return Math.max(0, plainOf({ features: f }, fit) + ofTools + ofSchema + call * f.calls);
}
