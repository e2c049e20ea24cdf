import { openGrpc } from './otlp-grpc.ts';
import { openHttp } from './otlp-http.ts';
import { type IntakeOptions, LIMITS, type Limits, openIntake } from './intake.ts';
import { type Listening, listenAt } from './listen.ts';

/** Receives OTLP: HTTP and gRPC on one port. Logs are accepted and dropped. Nothing of it goes to disk or anywhere else. */

export interface ReceiverOptions extends IntakeOptions {
  /** 4318 if left out, and the next free one where a port is taken. 0: any. */
  port?: number;
  limits?: Partial<Limits>;
}

export interface Receiver {
  port: number;
  /** Where exporters send to. `grpc` is OTLP's own port where that was free, else the same. */
  endpoints: { http: string; grpc: string };
  /** What to set for a program that shall send here. */
  environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const HTTP_PORT = 4318;
const GRPC_PORT = 4317;

/** Fails only if there is no port at all, or no such address. */
export async function openReceiver(options: ReceiverOptions): Promise<Receiver> {
  const limits = { ...LIMITS, ...options.limits };
  const intake = openIntake(options, limits);
  const grpc = openGrpc(intake, limits);
  const open = (at: number, attempts: number): Promise<Listening> =>
    listenAt({
      host: options.host,
      port: at,
      attempts,
      limits,
      answer: openHttp(intake, limits),
      onHttp2: grpc.accept,
    });
  const port = options.port ?? HTTP_PORT;
  const main = await open(port, ATTEMPTS);
  // Programs that were told no endpoint look there for gRPC.
  const second = port === HTTP_PORT ? await open(GRPC_PORT, 1).catch(() => null) : null;
  const host = hostIn(options.host);
  const http = `http://${host}:${main.port}`;
  return {
    port: main.port,
    endpoints: { http, grpc: second ? `http://${host}:${second.port}` : http },
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: http, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' },
    async close() {
      grpc.close();
      await Promise.all([main.close(), second?.close()]);
    },
  };
}

/** How many ports are tried, one after the other. */
const ATTEMPTS = 50;

/** As it stands in an address. Of "all addresses" this machine's own. */
function hostIn(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
