import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from './intake.ts';

/** One port on loopback (IPv4, and IPv6 where there is one) that speaks HTTP/1.1 and, without asking, HTTP/2, as gRPC does. */

export interface Listening {
  port: number;
  close(): Promise<void>;
}

interface Wanted {
  /** Loopback if left out. */
  host: string | undefined;
  port: number;
  attempts: number;
  limits: Limits;
  answer: RequestListener;
  onHttp2(socket: Socket): void;
}

/** What an SDK's `localhost` comes to differs between machines and runtimes: both are listened at. */
const LOOPBACK = ['127.0.0.1', '::1'];

const HIGHEST_PORT = 65_535;

/** Whether another port would do. */
const isTaken = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === 'EADDRINUSE' || code === 'EACCES';
};

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

export async function listenAt(wanted: Wanted): Promise<Listening> {
  for (let attempt = 0; ; attempt++) {
    const port = wanted.port === 0 ? 0 : wanted.port + attempt;
    try {
      return await listenAll(wanted, port);
    } catch (error) {
      if (!isTaken(error) || attempt + 1 >= wanted.attempts || port >= HIGHEST_PORT) throw error;
    }
  }
}

/** The same port at all addresses, or none. */
async function listenAll(wanted: Wanted, port: number): Promise<Listening> {
  const [first = '127.0.0.1', ...others] = wanted.host === undefined ? LOOPBACK : [wanted.host];
  const opened = [await listenOne(wanted, first, port)];
  const found = opened[0]?.port ?? port;
  const close = async (): Promise<void> => void (await Promise.all(opened.map(one => one.close())));
  try {
    for (const address of others) opened.push(await listenOne(wanted, address, found));
  } catch (error) {
    // A machine without IPv6 needs none.
    if (isTaken(error)) {
      await close();
      throw error;
    }
  }
  return { port: found, close };
}

/** How long those who are in the middle of a request may take when it closes. */
const GRACE_MS = 1000;

async function listenOne(wanted: Wanted, address: string, port: number): Promise<Listening> {
  const { limits } = wanted;
  const server = createServer(
    {
      requestTimeout: limits.requestMs,
      headersTimeout: Math.min(10_000, limits.requestMs),
      connectionsCheckingInterval: Math.min(1000, limits.requestMs / 4),
      keepAliveTimeout: 60_000,
      maxHeaderSize: 16_384,
    },
    wanted.answer,
  );
  server.maxConnections = 256;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  tellApart(server, wanted);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address }, resolve);
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : port,
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => sockets.forEach(socket => socket.destroy()), GRACE_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** How HTTP/2 begins where nobody asked for it. No method of HTTP/1.1 begins like this. */
const PREFACE = Buffer.from('PRI * HTTP/2.0');

/** Looks at the first bytes of a connection, puts them back, and hands it to whom it is for. */
function tellApart(server: Server, { limits, onHttp2 }: Wanted): void {
  const [acceptHttp1] = server.listeners('connection');
  server.removeListener('connection', acceptHttp1 as () => void);
  server.on('connection', (socket: Socket) => {
    let seen = Buffer.alloc(0);
    const giveUp = (): void => void socket.destroy();
    const timer = setTimeout(giveUp, limits.requestMs);
    socket.once('end', giveUp);
    socket.once('close', () => clearTimeout(timer));
    socket.on('error', giveUp);
    const look = (chunk: Buffer): void => {
      seen = Buffer.concat([seen, chunk]);
      const begins = Math.min(seen.length, PREFACE.length);
      const isHttp2 = seen.subarray(0, begins).equals(PREFACE.subarray(0, begins));
      if (isHttp2 && begins < PREFACE.length) return;
      clearTimeout(timer);
      socket.off('data', look);
      socket.off('end', giveUp);
      socket.pause();
      socket.unshift(seen);
      if (isHttp2) return onHttp2(socket);
      acceptHttp1?.call(server, socket);
      // The parser reads what comes from now on by itself; what was put back waits to be asked for.
      process.nextTick(() => socket.resume());
    };
    socket.on('data', look);
  });
}
