import type { Operation, Sdk } from './sdk.ts';

const CONTENT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0)'],
  prompt: [
    { from: ['(2).system_instruction'], as: 'system' },
    { from: ['(1)'], as: 'input' },
  ],
  maxOutput: ['(2).max_output_tokens'],
  tools: ['(2).tools'],
  schema: ['(2).response_schema'],
};

/** https://github.com/googleapis/java-genai */
export const googleGenaiJava: Sdk = {
  id: 'google-genai',
  name: 'Google Gen AI',
  packages: { java: ['com.google.genai'] },
  clients: { Client: 'google' },
  provider: 'google',
  constructors: ['build()'],
  transparent: ['async'],
  operations: [
    { ...CONTENT, callee: ['{client}().models.generateContent'], operation: 'models.generateContent' },
    { ...CONTENT, callee: ['{client}().models.generateContentStream'], operation: 'models.generateContentStream' },
    {
      callee: ['{client}().models.embedContent'],
      operation: 'models.embedContent',
      kind: 'embedding',
      model: ['(0)'],
      prompt: [{ from: ['(1)'], as: 'inputs' }],
      maxOutput: [],
    },
    {
      callee: ['{client}().chats.create().sendMessage', '{client}().chats.create().sendMessageStream'],
      operation: 'chats.sendMessage',
      kind: 'chat',
      model: ['create:(0)'],
      prompt: [
        { from: ['create:(1).system_instruction'], as: 'system' },
        { from: ['(0)'], as: 'input' },
      ],
      maxOutput: ['create:(1).max_output_tokens'],
      adds: "the chat's history",
    },
  ],
};

const VERTEX: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['setModelName:(0)', 'made:(0)'],
  prompt: [
    { from: ['setSystemInstruction:(0)', 'withSystemInstruction:(0)'], as: 'system' },
    { from: ['(0)'], as: 'input' },
  ],
  maxOutput: ['setGenerationConfig:(0).max_output_tokens', 'withGenerationConfig:(0).max_output_tokens'],
};

/** https://cloud.google.com/java/docs/reference/google-cloud-vertexai/latest/overview */
export const vertexJava: Sdk = {
  id: 'vertexai',
  name: 'Vertex AI',
  packages: { java: ['com.google.cloud.vertexai'] },
  clients: { GenerativeModel: 'google' },
  provider: 'google',
  constructors: ['build()'],
  transparent: ['withSystemInstruction()', 'withGenerationConfig()', 'withSafetySettings()', 'withTools()'],
  operations: [
    { ...VERTEX, callee: ['{client}().generateContent'], operation: 'generateContent' },
    {
      ...VERTEX,
      callee: ['{client}().generateContentStream', '{client}().generateContentAsync'],
      operation: 'generateContentStream',
    },
    {
      ...VERTEX,
      callee: ['{client}().startChat().sendMessage', '{client}().startChat().sendMessageStream'],
      operation: 'startChat.sendMessage',
      adds: "the chat's history",
    },
  ],
};
