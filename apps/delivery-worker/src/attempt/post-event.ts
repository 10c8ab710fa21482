import { eventUrl, retryAfterMs } from '@starling/domain';
import { OutboundError, OutboundHttp, type OutboundResponse } from '@starling/platform';
import { type WebhookTarget } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Delivery } from '../deliveries/delivery.js';
import { signatureOf } from './signature.js';
import { VERSION } from '../version.js';

const TIMEOUT_MS = 10_000;
const KEPT_RESPONSE_BYTES = 1_024;
/** A failed answer's first bytes are kept for the log when they come with it; nobody waits long for them. */
const RESPONSE_PATIENCE_MS = 250;

export interface Answer {
  /** Absent: nobody answered, and `error` says why. */
  readonly status?: number;
  readonly error?: string;
  readonly response?: string;
  readonly retryAfterMs?: number;
  readonly latencyMs: number;
}

/** One attempt over HTTP. Never rejects: what goes wrong is an answer too. */
@Injectable()
export class PostEvent {
  constructor(private readonly http: OutboundHttp) {}

  async post(target: WebhookTarget, delivery: Delivery): Promise<Answer> {
    const beganAt = performance.now();
    const latencyMs = () => Math.round(performance.now() - beganAt);
    try {
      const reply = await this.http.send({
        method: 'POST',
        url: eventUrl(target.url, target.byEvents, delivery.event),
        headers: headersOf(target, delivery),
        body: delivery.body,
        ...{ timeoutMs: TIMEOUT_MS, maxBytes: Number.MAX_SAFE_INTEGER },
      });
      const took = latencyMs();
      return { latencyMs: took, ...(await readAnswer(reply)) };
    } catch (error) {
      return { latencyMs: latencyMs(), error: nameOf(error) };
    }
  }
}

function headersOf(target: WebhookTarget, { eventId, attempts, body }: Delivery) {
  const { authorization, secrets } = target;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  return {
    'content-type': 'application/json',
    'user-agent': `Starling/${VERSION}`,
    ...(authorization !== null && { authorization }),
    'x-starling-event-id': eventId,
    'x-starling-attempt': String(attempts + 1),
    'x-starling-timestamp': timestamp,
    ...(secrets.length > 0 && { 'x-starling-signature': signatureOf(secrets, timestamp, body) }),
  };
}

async function readAnswer(reply: OutboundResponse): Promise<Omit<Answer, 'latencyMs'>> {
  const { status, headers } = reply;
  if (status >= 200 && status < 300) {
    void reply.discard();
    return { status };
  }
  const asked = headers['retry-after'];
  const waitMs = retryAfterMs(status, typeof asked === 'string' ? asked : undefined, Date.now());
  const response = await firstBytes(reply);
  return { status, response, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
}

async function firstBytes(reply: OutboundResponse): Promise<string> {
  const chunks = reply.body[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), RESPONSE_PATIENCE_MS);
  });
  const first = chunks.next().then(
    ({ value }) => value as Buffer | undefined,
    () => undefined,
  );
  const chunk = await Promise.race([first, late]);
  clearTimeout(timer);
  void reply.discard();
  // Postgres keeps no NUL in a text.
  return (chunk?.subarray(0, KEPT_RESPONSE_BYTES).toString('utf8') ?? '').replaceAll('\0', '');
}

const nameOf = (error: unknown): string =>
  error instanceof OutboundError ? `${error.code}: ${error.message}` : 'invalid_request';
