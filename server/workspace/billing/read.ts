import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { Imported } from '../../core/billing/bill.ts';
import { importJson, lackingColumns, tableImporter } from '../../core/billing/importers/index.ts';
import type { Line } from '../../core/billing/importers/importer.ts';
import { parquetTable } from './parquet.ts';

type Outcome<T> = { ok: true; value: T } | { ok: false; why: string };

/** What a file says of use or money; whose it is and in which format, its content tells. */
export async function readBill(file: string): Promise<Outcome<Imported>> {
  try {
    const start = await firstBytes(file);
    if (start.length === 0) return { ok: false, why: 'the file is empty' };
    if (start.subarray(0, 4).toString('latin1') === 'PAR1') return await fromParquet(file);
    const isZipped = start[0] === 0x1f && start[1] === 0x8b;
    const first = isZipped
      ? await firstCharacter(file)
      : (start
          .toString('utf8')
          .replace(/^\uFEFF/, '')
          .trimStart()[0] ?? '');
    return first === '{' || first === '[' ? await fromJson(file, isZipped) : await fromCsv(file, isZipped);
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle: FileHandle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const streamOf = (file: string, isZipped: boolean): NodeJS.ReadableStream => {
  const bytes = createReadStream(file);
  if (!isZipped) return bytes;
  const unzipped = createGunzip();
  bytes.on('error', error => unzipped.destroy(error));
  return bytes.pipe(unzipped);
};

async function firstCharacter(file: string): Promise<string> {
  for await (const chunk of streamOf(file, true)) {
    const start = String(chunk)
      .replace(/^\uFEFF/, '')
      .trimStart();
    if (start !== '') return start[0] ?? '';
  }
  return '';
}

async function fromJson(file: string, isZipped: boolean): Promise<Outcome<Imported>> {
  const content = (await text(streamOf(file, isZipped) as AsyncIterable<Uint8Array> & NodeJS.ReadableStream)).replace(
    /^\uFEFF/,
    '',
  );
  const json = parseJson(content);
  if (!json.ok) return json;
  const imported = importJson(json.value);
  return imported ? { ok: true, value: imported } : { ok: false, why: `JSON of no report that is known. ${KNOWN}` };
}

const KNOWN =
  'Read are FOCUS tables, usage and costs of OpenAI and Anthropic, and spend logs, reports and daily activity of LiteLLM.';

/** One document, or one a line, as pages are kept that were written one after the other. */
function parseJson(content: string): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(content) };
  } catch (error) {
    const lines = content.split('\n').filter(line => line.trim() !== '');
    try {
      return { ok: true, value: lines.map(line => JSON.parse(line) as unknown) };
    } catch {
      return { ok: false, why: error instanceof Error ? error.message : String(error) }; // of the whole
    }
  }
}

async function fromCsv(file: string, isZipped: boolean): Promise<Outcome<Imported>> {
  const parser = parse({
    bom: true,
    columns: header => header.map(cell => String(cell).trim()),
    skip_empty_lines: true,
  });
  const table = openTable();
  await pipeline(streamOf(file, isZipped), parser, async lines => {
    for await (const line of lines as AsyncIterable<Record<string, string>>) if (!table.take(line)) break;
  });
  return table.close();
}

async function fromParquet(file: string): Promise<Outcome<Imported>> {
  const handle = await open(file);
  try {
    const { columns, lines } = await parquetTable(handle);
    const importer = tableImporter(columns);
    if (!importer) return noTable(columns);
    const reading = importer.open();
    for await (const line of lines([...importer.columns, ...importer.also])) reading.take(line);
    return { ok: true, value: reading.close() };
  } finally {
    await handle.close();
  }
}

/** A table is told by the columns of its first line. */
function openTable(): { take(line: Record<string, string>): boolean; close(): Outcome<Imported> } {
  let columns: string[] | undefined;
  let reading: { take(line: Line): void; close(): Imported } | undefined;
  return {
    take(line) {
      columns ??= Object.keys(line);
      reading ??= tableImporter(columns)?.open();
      reading?.take(filled(line));
      return reading !== undefined;
    },
    close() {
      if (reading) return { ok: true, value: reading.close() };
      return columns ? noTable(columns) : { ok: false, why: 'a table without a line' };
    },
  };
}

const filled = (line: Record<string, string>): Line =>
  Object.fromEntries(Object.entries(line).filter(([, cell]) => cell !== ''));

const noTable = (columns: readonly string[]): { ok: false; why: string } => {
  const lacking = lackingColumns(columns);
  return { ok: false, why: `a table without the columns ${lacking.join(', ')}. ${KNOWN}` };
};
