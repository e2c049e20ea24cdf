// Turns a recorded request body into the prompt that it is: what a perfect reading of its source would find.
const place = { file: 'request.json', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

const ROLES = { developer: 'system', model: 'assistant', CHATBOT: 'assistant', USER: 'user', SYSTEM: 'system' };
const roleOf = role => ROLES[role] ?? role?.toLowerCase() ?? 'user';
const list = value => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
const text = value => ({ kind: 'text', text: value, place });

/** A request in the terms of the product; null where no reading of the body can tell what is billed. */
export function readRequest(record) {
  const { request_body: body, endpoint } = record;
  // An agent brings instructions of its own; a guardrail is billed apart.
  if (
    body.agent_id ||
    body.guardrailConfig ||
    record.server_tools ||
    record.opaque_context ||
    record.suspect ||
    isSteered(body) ||
    !(record.input_tokens > 0)
  )
    return null;
  const read = READERS.find(([pattern]) => pattern.test(endpoint))?.[1];
  const found = read?.(body, record);
  if (!found) return null;
  const messages = found.messages.map(message => ({ ...message, parts: message.parts.filter(Boolean) }));
  return {
    kind: found.kind ?? 'chat',
    prompt: {
      messages,
      attachments: found.attachments ?? [],
      open: [],
      ...(thinks(body, record) ? { thinking: true } : {}),
    },
    shape: shapeOf(record, messages, found.attachments ?? []),
  };
}

/** What providers write into the prompt beside what is sent, and say nowhere. */
const isSteered = body =>
  body.thinking?.type === 'adaptive' ||
  body.output_config?.task_budget ||
  body.outputConfig ||
  body.documents ||
  list(body.tools).some(tool => tool.defer_loading);

function thinks({ thinking, additionalModelRequestFields: more, reasoning }, { model_requested: model }) {
  const isRouted = /\/claude/.test(model ?? '') && (reasoning?.enabled || reasoning?.effort || reasoning?.max_tokens);
  return (
    [thinking, more?.thinking].some(given => given?.type === 'enabled') || isRouted || /claude.*:thinking$/.test(model)
  );
}

function shapeOf(record, messages, attachments) {
  if (messages.some(({ parts }) => parts.some(part => part.kind === 'media'))) return 'images';
  if (messages.some(({ role, calls }) => role === 'tool' || calls)) return 'history';
  if (attachments.some(({ kind }) => kind === 'tools')) return 'tools';
  return attachments.length > 0 ? 'schema' : 'plain';
}

const READERS = [
  [/embeddings/, body => inputs(body.input ?? body.texts ?? body.contents, 'embedding')],
  [/^(?:completions|generate|complete)$/, (body, { provider }) => readCompletion(body, provider)],
  [/^(?:messages|invoke_model)$/, readAnthropic],
  [/converse/, body => readConverse(body)],
  [/generateContent/, readGemini],
  [/responses/, readResponses],
  [/chat/, body => (body.messages ? readChat(body) : readCohere(body))],
];

function inputs(value, kind) {
  const texts = list(value).filter(item => typeof item === 'string');
  if (texts.length === 0) return null;
  return { kind, messages: texts.map(item => ({ role: 'user', parts: [text(item)] })) };
}

function readCompletion(body, provider) {
  // Ollama puts a prompt into the model's chat template.
  if (provider === 'ollama')
    return { messages: [...system(body.system), { role: 'user', parts: [text(body.prompt)] }] };
  if (body.messages) return readChat(body);
  return typeof body.prompt === 'string' || Array.isArray(body.prompt) ? inputs(body.prompt, 'completion') : null;
}

const system = value => {
  const parts = partsOf(value);
  return parts.length > 0 ? [{ role: 'system', parts }] : [];
};

const attachment = (kind, json, choice) => ({
  kind,
  json: { known: true, value: json },
  place,
  ...(choice ? { choice } : {}),
});

function toolsOf(tools, choice) {
  const json = list(tools);
  return json.length > 0 ? [attachment('tools', json, choiceOf(choice))] : [];
}

function choiceOf(choice) {
  if (choice === 'required' || choice === 'any') return 'required';
  if (typeof choice !== 'object' || choice === null) return undefined;
  const name = choice.function?.name ?? choice.name ?? choice.tool?.name;
  if (name) return { name };
  return choice.type === 'any' || choice.any || choice.type === 'required' ? 'required' : undefined;
}

const isSchema = format => format && (format.schema ?? format.json_schema ?? format.jsonSchema) !== undefined;

function readChat(body) {
  const names = new Map();
  const messages = list(body.messages).map(message => {
    const calls = list(message.tool_calls).map(({ id, function: called }) => {
      names.set(id, called.name);
      return call(called.name, called.arguments);
    });
    if (message.function_call) calls.push(call(message.function_call.name, message.function_call.arguments));
    const role = message.role === 'function' ? 'tool' : roleOf(message.role);
    const name = message.name ?? (role === 'tool' ? names.get(message.tool_call_id) : undefined);
    return {
      role,
      parts: partsOf(message.content),
      ...(calls.length > 0 ? { calls } : {}),
      ...(name ? { name } : {}),
    };
  });
  const functions = list(body.functions).map(declared => ({ type: 'function', function: declared }));
  const format = body.response_format;
  return {
    messages,
    attachments: [
      ...toolsOf(body.tools ?? functions, body.tool_choice),
      ...(isSchema(format) ? [attachment('schema', [format])] : []),
    ],
  };
}

const call = (name, given) => ({
  name,
  arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}),
  place,
});

function readResponses(body) {
  const messages = system(body.instructions);
  const names = new Map();
  const items = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : list(body.input);
  for (const item of items) {
    // What the model thought is kept by the provider, or encrypted.
    if (item.type === 'reasoning') return null;
    if (item.type === 'function_call') {
      names.set(item.call_id, item.name);
      messages.push({
        role: 'assistant',
        parts: [],
        calls: [{ ...call(item.name, item.arguments), ...(item.id ? { id: item.id } : {}) }],
      });
    } else if (item.type === 'function_call_output')
      messages.push({ role: 'tool', name: names.get(item.call_id), parts: partsOf(item.output) });
    else if (item.role) messages.push({ role: roleOf(item.role), parts: partsOf(item.content) });
    else return null;
  }
  const format = body.text?.format;
  return {
    messages,
    attachments: [
      ...toolsOf(body.tools, body.tool_choice),
      ...(isSchema(format) ? [attachment('schema', [format])] : []),
    ],
  };
}

function readAnthropic(body) {
  if (body.prompt ?? body.inputText) return inputs(body.prompt ?? body.inputText, 'completion');
  if (!Array.isArray(body.messages)) return null;
  const format = body.output_format ?? body.output_config?.format;
  return {
    messages: [...system(body.system), ...body.messages.flatMap(blocksOf)],
    attachments: [
      ...toolsOf(body.tools ?? body.toolConfig?.tools, body.tool_choice),
      ...(isSchema(format) ? [attachment('schema', [format])] : []),
    ],
  };
}

const readConverse = body => ({
  messages: [...system(body.system), ...list(body.messages).flatMap(blocksOf)],
  attachments: toolsOf(body.toolConfig?.tools, body.toolConfig?.toolChoice),
});

/** A message of blocks: texts and calls stay together, each result is one of its own. */
function blocksOf({ role, content }) {
  const blocks = list(content);
  const uses = blocks.flatMap(block => block.toolUse ?? (block.type === 'tool_use' ? [block] : []));
  const results = blocks.flatMap(block => block.toolResult ?? (block.type === 'tool_result' ? [block] : []));
  const parts = partsOf(blocks.filter(block => !results.includes(block.toolResult ?? block)));
  const calls = uses.map(({ name, input }) => call(name, input));
  return [
    ...results.map(result => ({ role: 'tool', parts: partsOf(result.content) })),
    ...(parts.length > 0 || calls.length > 0
      ? [{ role: roleOf(role), parts, ...(calls.length > 0 ? { calls } : {}) }]
      : []),
  ];
}

function readGemini(body) {
  const instruction = body.systemInstruction ?? body.system_instruction;
  const messages = list(body.contents).flatMap(({ role, parts }) => {
    const calls = list(parts).flatMap(part => {
      const called = part.functionCall ?? part.function_call;
      return called ? [call(called.name, called.args)] : [];
    });
    const results = list(parts).flatMap(part => part.functionResponse ?? part.function_response ?? []);
    const own = partsOf(list(parts));
    return [
      ...results.map(({ name, response }) => ({ role: 'tool', name, parts: [text(JSON.stringify(response))] })),
      ...(own.length > 0 || calls.length > 0
        ? [{ role: roleOf(role), parts: own, ...(calls.length > 0 ? { calls } : {}) }]
        : []),
    ];
  });
  const schema =
    (body.generationConfig ?? body.generation_config)?.responseSchema ?? body.generationConfig?.responseJsonSchema;
  return {
    messages: [...system(instruction?.parts ?? instruction), ...messages],
    attachments: [
      ...toolsOf(body.tools, body.toolConfig?.functionCallingConfig?.mode === 'ANY' ? 'required' : undefined),
      ...(schema ? [attachment('schema', [schema])] : []),
    ],
  };
}

function readCohere(body) {
  if (typeof body.message !== 'string' || body.connectors || body.documents) return null;
  const history = list(body.chat_history).map(({ role, message }) => ({
    role: roleOf(role),
    parts: [text(message ?? '')],
  }));
  return {
    messages: [...system(body.preamble), ...history, { role: 'user', parts: [text(body.message)] }],
    attachments: toolsOf(body.tools),
  };
}

function partsOf(content) {
  if (typeof content === 'string') return content === '' ? [] : [text(content)];
  return list(content).flatMap(part => {
    if (typeof part === 'string') return [text(part)];
    const own = part.text ?? part.refusal ?? part.guardContent?.text;
    if (typeof own === 'string') return own === '' ? [] : [text(own)];
    if (typeof own?.text === 'string') return [text(own.text)];
    const media = mediaOf(part);
    if (media) return [media];
    if (part.json) return [text(JSON.stringify(part.json))];
    return [];
  });
}

function mediaOf(part) {
  const json = JSON.stringify(part);
  const names = [part.type, part.source?.type, part.source?.media_type, ...Object.keys(part)].join();
  if (/tool_?use|tool_?result|function_?call|function_?response|thinking|thought|cache_?point/i.test(names))
    return null;
  if (!/image|audio|file|document|inline|blob|video|pdf/i.test(names)) return null;
  const elided = /<base64 elided:[^>]*?width=(\d+) height=(\d+)/.exec(json);
  const detail = part.image_url?.detail ?? part.detail;
  return {
    kind: 'media',
    media: /audio/i.test(names) ? 'audio' : /image/i.test(names + json.slice(0, 300)) ? 'image' : 'file',
    place,
    ...(elided ? { size: { width: Number(elided[1]), height: Number(elided[2]) } } : {}),
    ...(detail ? { detail } : {}),
  };
}
