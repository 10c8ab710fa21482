import { createHash } from 'node:crypto';
import {
  type BodyOf,
  ContractError,
  MAX_BODY_BYTES,
  type MediaInput,
  type Operation,
  ensureNoNul,
  parseBody,
} from '@starling/contract';
import { Metrics } from '@starling/platform';
import { MediaFiles } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Admitted } from '../call/call.js';
import { type InvalidBody, invalidBodyOf, NOT_JSON, NOT_JSON_TYPE } from './body-errors.js';
import { bodyOfQuery } from './body-of-query.js';
import { type BudgetLimits, ByteBudget, type Hold } from './byte-budget.js';
import { AccountPaces, type BytePace } from './byte-pace.js';
import { ByteSource } from './byte-source.js';
import { readJsonBody } from './read-json-body.js';
import { withFiles } from './with-files.js';

const MIB = 1024 * 1024;
/** Bytes of requests without their files, which are held in memory until the requests are answered. */
const TEXT_LIMITS: BudgetLimits = { process: 64 * MIB, account: 16 * MIB, token: 8 * MIB };
/** Bodies with files, until they are read. Each holds about two MiB of memory, whatever its size. */
const FILE_LIMITS: BudgetLimits = { process: 512 * MIB, account: 256 * MIB, token: 128 * MIB };
/** Longer than any command lives. After a crash of this process its files are removed when they expire. */
const FILE_KEPT_MS = 15 * 60 * 1_000;
/** Decoding and storing costs about 4 ms of CPU time per MiB, so an account takes an eighth of a core at most. */
const FILE_BYTES_PER_SECOND = 32 * MIB;
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

export interface ReceivedBody<O extends Operation = Operation> {
  readonly body: BodyOf<O>;
  /** Removes the files that came inline, and gives back the room that the request held. Never rejects. */
  release(): Promise<void>;
}

/** Reads the bodies of requests within the limits of their operations, whatever a client sends. */
@Injectable()
export class RequestBodies {
  private readonly texts = new ByteBudget(TEXT_LIMITS);
  private readonly files = new ByteBudget(FILE_LIMITS);
  private readonly paces = new AccountPaces(FILE_BYTES_PER_SECOND);

  constructor(
    private readonly media: MediaFiles,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'starling_request_bytes_held',
      'Bytes of request bodies in this process: texts until they are answered, files until they are read',
      ['kind'],
      (gauge) => {
        gauge.set({ kind: 'text' }, this.texts.totalBytes);
        gauge.set({ kind: 'file' }, this.files.totalBytes);
      },
    );
  }

  /** Throws the error of a wrong body. A known length is checked before anything is read. */
  async receive<O extends Operation>(
    operation: O,
    request: FastifyRequest,
    admitted: Admitted,
  ): Promise<ReceivedBody<O>> {
    if (declaredLength(request) > operation.maxBodyBytes) throw new ContractError('BodyTooLarge');
    if (!operation.readsBody) return { body: parseBody(operation, {}), release: async () => {} };
    const invalid = invalidBodyOf(operation);
    const contentType = request.headers['content-type'];
    if (contentType && !JSON_TYPE.test(contentType)) throw invalid(NOT_JSON_TYPE);
    const account = admitted.tenant?.accountId ?? 'operator';
    const token = admitted.caller?.rateKey ?? '';
    const holder = { account, token };
    const held = { text: this.texts.open(holder), file: this.files.open(holder) };
    const incoming = new IncomingBody(this.media, admitted, held);
    try {
      const { text, files } = await this.paces.run(account, (pace) =>
        incoming.read(operation, request, invalid, pace),
      );
      const isInQuery = request.method === 'DELETE' && text === '';
      const sent = isInQuery ? bodyOfQuery(operation, request.query) : parseJson(text, invalid);
      const parsed = parseBody(operation, sent);
      if (isInQuery) ensureNoNul(operation, parsed as Readonly<Record<string, unknown>>);
      return {
        body: withFiles(parsed, files) as BodyOf<O>,
        release: () => incoming.release(),
      };
    } catch (error) {
      await incoming.release();
      throw error;
    }
  }
}

interface Held {
  readonly text: Hold;
  readonly file: Hold;
}

/** One body while it is received. */
class IncomingBody {
  private readonly stored: string[] = [];

  constructor(
    private readonly media: MediaFiles,
    private readonly admitted: Admitted,
    private readonly held: Held,
  ) {}

  async read(
    { inlineFiles, maxBodyBytes }: Operation,
    request: FastifyRequest,
    invalid: InvalidBody,
    pace: BytePace,
  ) {
    const { raw } = request;
    const { text, file } = this.held;
    const declaredBytes = declaredLength(request);
    if (declaredBytes > MAX_BODY_BYTES) file.growTo(declaredBytes);
    let bytes = 0;
    const source = new ByteSource(raw, (more) => {
      bytes += more;
      if (bytes > maxBodyBytes) throw new ContractError('BodyTooLarge');
      if (bytes <= MAX_BODY_BYTES) return;
      file.growTo(bytes);
      return pace.take(more);
    });
    try {
      return await readJsonBody(source, {
        inlineFiles,
        invalid,
        store: (mimeType, content) => this.store(mimeType, content),
        onKept: (keptBytes) => text.growTo(keptBytes),
      });
    } catch (error) {
      // The client hung up: no answer reaches it, and nothing is wrong here.
      throw raw.destroyed && !raw.complete ? invalid('the connection was closed') : error;
    } finally {
      await source.close();
      file.release();
    }
  }

  async release(): Promise<void> {
    const { tenant } = this.admitted;
    for (const id of this.stored) {
      // A file that cannot be removed now is removed when it expires.
      if (tenant) await this.media.remove(tenant, id).catch(() => undefined);
    }
    this.held.text.release();
  }

  private async store(
    mimeType: string | undefined,
    content: AsyncIterable<Buffer>,
  ): Promise<MediaInput> {
    const { tenant, instances } = this.admitted;
    const [instance] = instances;
    if (!tenant || !instance) throw new Error('an operation with files needs an instance');
    const digest = createHash('sha256');
    const { id } = await this.media.store(
      tenant,
      instance.id,
      {
        messageId: '',
        chatJid: '',
        type: 'outgoing',
        mimeType: mimeType ?? '',
        fileName: null,
        expiresAt: new Date(Date.now() + FILE_KEPT_MS),
      },
      hashed(content, digest),
    );
    this.stored.push(id);
    return { kind: 'stored', mediaId: id, mimeType, sha256: digest.digest('base64') };
  }
}

async function* hashed(
  content: AsyncIterable<Buffer>,
  digest: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  for await (const bytes of content) {
    digest.update(bytes);
    yield bytes;
  }
}

/** Zero when the client does not send the length. */
const declaredLength = ({ headers }: FastifyRequest): number =>
  Number(headers['content-length'] ?? 0);

function parseJson(text: string, invalid: InvalidBody): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid(NOT_JSON);
  }
}
