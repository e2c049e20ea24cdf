/** A series with its points: the form in which histories are made. */
export interface SeriesData {
  name: string;
  labels: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 and values, ascending. */
  points: readonly (readonly [at: number, value: number])[];
}

/** Sends points to a server's remote-write endpoint, which Prometheus and VictoriaMetrics both have. */
export async function remoteWrite(url: string, series: readonly SeriesData[]): Promise<void> {
  const body = literalSnappy(Buffer.concat(series.map(one => field(1, timeSeries(one)))));
  const headers = {
    'content-type': 'application/x-protobuf',
    'content-encoding': 'snappy',
    'x-prometheus-remote-write-version': '0.1.0',
  };
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  if (!response.ok) throw new Error(`remote write: ${response.status} ${await response.text()}`);
}

/** prometheus.TimeSeries: labels sorted by name, then samples. */
function timeSeries({ name, labels, points }: SeriesData): Buffer {
  const sorted = Object.entries({ ...labels, __name__: name }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fields = sorted.map(([key, value]) =>
    field(1, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(value))])),
  );
  return Buffer.concat([...fields, ...points.map(point => sample(point))]);
}

function sample([at, value]: readonly [number, number]): Buffer {
  const time = varint(at);
  const buffer = Buffer.allocUnsafe(12 + time.length);
  buffer[0] = 0x12; // field 2 of the series, a message
  buffer[1] = 10 + time.length;
  buffer[2] = 0x09; // value: field 1, a double
  buffer.writeDoubleLE(value, 3);
  buffer[11] = 0x10; // timestamp: field 2, a varint
  time.copy(buffer, 12);
  return buffer;
}

const field = (number: number, content: Buffer): Buffer =>
  Buffer.concat([varint((number << 3) | 2), varint(content.length), content]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left % 0x80) | 0x80);
    left = Math.floor(left / 0x80);
  }
  return Buffer.from([...bytes, left]);
}

/** Snappy that compresses nothing: its length, then literals of at most 64 KB. */
function literalSnappy(data: Buffer): Buffer {
  const parts = [varint(data.length)];
  for (let at = 0; at < data.length; at += 0xffff) {
    const chunk = data.subarray(at, at + 0xffff);
    const head = Buffer.from([61 << 2, 0, 0]);
    head.writeUInt16LE(chunk.length - 1, 1);
    parts.push(head, chunk);
  }
  return Buffer.concat(parts);
}
