import type { FileHandle } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { type AsyncBuffer, type Compressors, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { Line } from '../../core/billing/importers/importer.ts';

/** A table that is read a group of rows at a time, and only the columns that are asked for. */
interface Table {
  columns: string[];
  lines(wanted: readonly string[]): AsyncGenerator<Line>;
}

export async function parquetTable(handle: FileHandle): Promise<Table> {
  const { size } = await handle.stat();
  const file: AsyncBuffer = {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = new Uint8Array(end - start);
      await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
  const metadata = await parquetMetadataAsync(file);
  // The first is the root; the others lie below it, as deep as their number of children says.
  const columns = metadata.schema.slice(1).map(({ name }) => name);
  return {
    columns,
    async *lines(wanted) {
      const read = wanted.filter(column => columns.includes(column));
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        const rowEnd = rowStart + Number(group.num_rows);
        const options = { file, metadata, columns: read, rowStart, rowEnd, compressors: COMPRESSORS };
        for (const row of await parquetReadObjects(options)) yield lineOf(row);
        rowStart = rowEnd;
      }
    },
  };
}

/** As a table of text has them. */
const lineOf = (row: Readonly<Record<string, unknown>>): Line =>
  Object.fromEntries(
    Object.entries(row).flatMap(([column, cell]) => {
      const text = textOf(cell);
      return text === '' ? [] : [[column, text]];
    }),
  );

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'bigint' ? String(cell) : '';
}

/** Node has it since 22.15. */
const unzstd: unknown = Reflect.get(zlib, 'zstdDecompressSync');

/** Snappy the library reads by itself. */
const COMPRESSORS: Compressors = {
  GZIP: bytes => zlib.gunzipSync(bytes),
  BROTLI: bytes => zlib.brotliDecompressSync(bytes),
  ...(typeof unzstd === 'function' && { ZSTD: (bytes: Uint8Array) => unzstd(bytes) as Uint8Array }),
};
