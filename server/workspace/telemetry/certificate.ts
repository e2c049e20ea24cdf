import { Agent, request } from 'node:https';
import { Readable } from 'node:stream';

/** What a client shows of itself (mTLS), and whom it trusts. PEM texts. */
export interface Certificate {
  cert?: string;
  key?: string;
  passphrase?: string;
  /** In place of the authorities that the system knows. */
  ca?: string;
}

/** `fetch` as far as it is of use here, by way of `node:https`: Node's own takes no client certificate. */
export function fetchWithCertificate(certificate: Certificate): typeof fetch {
  const agent = new Agent({ ...certificate, keepAlive: true });
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', headers, body, signal } = init;
      const type = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
      const options = {
        agent,
        method,
        headers: { ...Object.fromEntries(new Headers(headers)), ...type },
        ...(signal ? { signal } : {}),
      };
      const sent = request(String(input), options, response => {
        const fields = Object.entries(response.headers).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, String(value)] as [string, string]],
        );
        const status = response.statusCode ?? 500;
        const answer = status === 204 || status === 304 ? null : (Readable.toWeb(response) as ReadableStream);
        resolve(new Response(answer, { status, statusText: response.statusMessage ?? '', headers: fields }));
      });
      sent.on('error', reject);
      sent.end(body instanceof URLSearchParams ? body.toString() : undefined);
    });
}
