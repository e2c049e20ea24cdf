// What counting a call's own literals would say: the peer of the figures against billed usage.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getEncoding } from 'js-tiktoken';

/** A string of Python, JavaScript or Go with what stands before and behind it. */
const STRING =
  /(?<before>[\w.]+\s*[=:]\s*|["'](?<key>\w+)["']\s*:\s*)?(?<prefix>\b[rbfuRBFU]{1,2})?(?:"""(?<long>[\s\S]*?)"""|'''(?<longer>[\s\S]*?)'''|"(?<double>(?:[^"\\\n]|\\.)*)"|'(?<single>(?:[^'\\\n]|\\.)*)'|`(?<tick>(?:[^`\\]|\\.)*)`)(?<behind>\s*:)?/g;
/** Names of arguments and fields whose text is no prompt. */
const SETTINGS =
  /^(?:model|modelId|model_name|role|type|id|tool_call_id|call_id|format|detail|media_type|url|accept|contentType)$/;

/**
 * A finding for each call site of the records: its model and its tokens are what strings in its own lines say, counted with
 * o200k_base; no name is followed, nothing is framed, and without a string there is no estimate.
 */
export function countLiterals(src, truth) {
  const encoding = getEncoding('o200k_base');
  const sites = new Map();
  for (const line of readFileSync(truth, 'utf8').split('\n').filter(Boolean))
    for (const site of JSON.parse(line).call_sites) sites.set(`${site.file}:${site.line}`, site);
  return [...sites.values()].map(({ file, line, end_line: endLine }) => {
    const lines = readFileSync(path.join(src, file.replace(/^src\//, '')), 'utf8').split('\n');
    const { model, texts } = readStrings(lines.slice(line - 1, endLine).join('\n'));
    const tokens = texts.reduce((sum, text) => sum + encoding.encode(text, [], []).length, 0);
    return { file, line, endLine, model, ...(texts.length > 0 ? { inputTokens: tokens } : {}) };
  });
}

function readStrings(code) {
  let model = null;
  const texts = [];
  for (const { groups } of code.matchAll(STRING)) {
    const text = groups.long ?? groups.longer ?? groups.double ?? groups.single ?? groups.tick;
    const name = groups.key ?? groups.before?.match(/(\w+)\s*[=:]\s*$/)?.[1] ?? '';
    if (name.startsWith('model')) model ??= text;
    // With `:` behind it, it is the name of a field.
    else if (groups.behind === undefined && !SETTINGS.test(name) && text !== '') texts.push(text);
  }
  return { model, texts };
}
