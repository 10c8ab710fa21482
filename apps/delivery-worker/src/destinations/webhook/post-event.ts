import { eventUrl, retryAfterMs } from '@starling/domain';
import {
  type BriefAnswer,
  OutboundError,
  OutboundHttp,
  type OutboundPosts,
} from '@starling/platform';
import { type WebhookTarget } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Delivery } from '../port/delivery.js';
import { type Answer } from '../port/destination.js';
import { signatureOf } from './signature.js';
import { VERSION } from './version.js';

const TIMEOUT_MS = 10_000;
const USER_AGENT = `Starling/${VERSION}`;

export interface PostAnswer extends Answer {
  /** True: the address guard let no connection be made. */
  readonly refused?: boolean;
}

/** One attempt over HTTP. Never rejects: a failure is an answer too. */
@Injectable()
export class PostEvent {
  private readonly posts: OutboundPosts;

  constructor(http: OutboundHttp) {
    this.posts = http.posts(TIMEOUT_MS);
  }

  async post(target: WebhookTarget, delivery: Delivery): Promise<PostAnswer> {
    const beganAt = performance.now();
    const latencyMs = () => Math.round(performance.now() - beganAt);
    try {
      const reply = await this.posts.send({
        url: eventUrl(target.url, target.byEvents, delivery.event),
        headers: headersOf(target, delivery),
        body: delivery.body,
      });
      return readAnswer(reply, latencyMs());
    } catch (error) {
      return {
        latencyMs: latencyMs(),
        error: nameOf(error),
        ...(isRefusal(error) && { refused: true }),
      };
    }
  }
}

function headersOf(target: WebhookTarget, { eventId, attempts, body }: Delivery) {
  const { authorization, secrets } = target;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  return {
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    ...(authorization !== null && { authorization }),
    'x-starling-event-id': eventId,
    'x-starling-attempt': String(attempts + 1),
    'x-starling-timestamp': timestamp,
    ...(secrets.length > 0 && { 'x-starling-signature': signatureOf(secrets, timestamp, body) }),
  };
}

function readAnswer({ status, headers, firstBytes }: BriefAnswer, latencyMs: number): Answer {
  if (status >= 200 && status < 300) return { status, latencyMs };
  const asked = headers['retry-after'];
  const waitMs = retryAfterMs(status, typeof asked === 'string' ? asked : undefined, Date.now());
  // Postgres keeps no NUL in a text.
  const response = (firstBytes?.toString('utf8') ?? '').replaceAll('\0', '');
  return { status, latencyMs, response, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof OutboundError && error.code === 'url_not_allowed';

const nameOf = (error: unknown): string =>
  error instanceof OutboundError ? `${error.code}: ${error.message}` : 'invalid_request';
