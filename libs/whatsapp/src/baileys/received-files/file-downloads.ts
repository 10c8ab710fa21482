import { type IncomingMessage } from 'node:http';
import { type Agent, get } from 'node:https';
import { once } from 'node:events';
import { DEFAULT_ORIGIN, type MediaType, proto, type WASocket } from '@whiskeysockets/baileys';
import { decryptFile } from './decrypt-file.js';
import { type FileDownloads, type ReceivedFile } from '../../port/received-file.js';
import { fileIn } from './received-file.js';

/** WhatsApp no longer has the file; the phone may still have it. */
const GONE = [403, 404, 410];
const MAX_HOSTS = 2;

type Connection = Pick<WASocket, 'refreshMediaConn' | 'updateMediaMessage'>;

class NotServedError extends Error {
  constructor(readonly status: number) {
    super(`the media server answered ${status}`);
  }
}

/**
 * Fetches files of messages over one connection. Only hosts that WhatsApp names are used: the address in
 * a message is chosen by its sender, and could be any machine in our network.
 */
export class BaileysFileDownloads implements FileDownloads {
  constructor(
    private readonly connection: Connection,
    private readonly agent: Agent | undefined,
  ) {}

  async open(file: ReceivedFile, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    const message = proto.WebMessageInfo.decode(file.message);
    const content = message.message && fileIn(message.message);
    if (!content) throw new Error('a message without a file');
    const source = () => pathOf(content);
    const sealed = await this.fetch(source(), signal).catch(async (error: unknown) => {
      const isGone = error instanceof NotServedError && GONE.includes(error.status);
      if (!isGone || !content.mediaKey?.length) throw error;
      const asked = this.connection.updateMediaMessage(forRetry(message));
      const updated = await orAbort(asked, signal);
      content.directPath = fileIn(updated.message ?? {})?.directPath;
      return this.fetch(source(), signal);
    });
    // Channels are open to all: their files are not encrypted.
    if (!content.mediaKey?.length) return sealed;
    return decryptFile(sealed, content.mediaKey, file.type as MediaType);
  }

  private async fetch(path: string, signal: AbortSignal): Promise<IncomingMessage> {
    const { hosts } = await orAbort(this.connection.refreshMediaConn(), signal);
    let failure: unknown = new Error('WhatsApp names no media server');
    for (const { hostname } of hosts.slice(0, MAX_HOSTS)) {
      try {
        return await this.request(hostname, path, signal);
      } catch (error) {
        if (error instanceof NotServedError && GONE.includes(error.status)) throw error;
        signal.throwIfAborted();
        failure = error;
      }
    }
    throw failure;
  }

  private async request(host: string, path: string, signal: AbortSignal): Promise<IncomingMessage> {
    const request = get(`https://${host}${path}`, {
      headers: { origin: DEFAULT_ORIGIN },
      signal,
      ...(this.agent && { agent: this.agent }),
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    // After the answer the response reports errors; the request needs a listener of its own.
    request.on('error', () => undefined);
    if (response.statusCode === 200) return response;
    response.destroy();
    throw new NotServedError(response.statusCode ?? 0);
  }
}

/** The path on WhatsApp's servers; the host in the message is ignored. */
function pathOf({ directPath, url }: { directPath?: string | null; url?: string | null }): string {
  if (directPath?.startsWith('/')) return directPath;
  if (url && URL.canParse(url)) {
    const { pathname, search } = new URL(url);
    return pathname + search;
  }
  throw new Error('the message does not say where its file is');
}

/** Baileys does not support video notes here; their keys are those of videos. */
const forRetry = ({ key, message }: proto.WebMessageInfo) =>
  ({
    key: { ...key },
    message: message?.ptvMessage ? { videoMessage: message.ptvMessage } : message,
  }) as Parameters<Connection['updateMediaMessage']>[0];

/** Baileys waits without an end for some answers. */
async function orAbort<Result>(answer: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    answer.catch(() => undefined);
  }
}
