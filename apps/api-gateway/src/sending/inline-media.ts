import { type MediaInput } from '@starling/contract';
import { type InstanceId, MediaFiles, type TenantScope } from '@starling/storage';
import { Injectable } from '@nestjs/common';

/** Shorter ones are cheaper to send along than to store. */
const SHORT_CHARACTERS = 16 * 1024;
/** A multiple of four: each piece decodes by itself. */
const PIECE_CHARACTERS = 1024 * 1024;
/** Longer than any command lives. */
const KEPT_MS = 15 * 60 * 1_000;
const BASE64 = /^[A-Za-z\d+/]*={0,2}$/;

interface Owner {
  readonly tenant: TenantScope;
  readonly instance: { readonly id: InstanceId };
}

/** Bytes do not travel through Redis: what a client said inline is stored, and a command names where. */
@Injectable()
export class InlineMedia {
  constructor(private readonly media: MediaFiles) {}

  /** The same body with every inline file stored, and the ids of those. */
  async stow(owner: Owner, body: unknown): Promise<{ body: unknown; stored: readonly string[] }> {
    const stored: string[] = [];
    const stowed = await this.walk(body, async (input) => {
      const replaced = await this.replace(owner, input);
      if (replaced.kind === 'stored') stored.push(replaced.mediaId);
      return replaced;
    });
    return { body: stowed, stored };
  }

  async remove({ tenant }: Owner, stored: readonly string[]): Promise<void> {
    for (const id of stored) await this.media.remove(tenant, id).catch(() => undefined);
  }

  private async walk(
    value: unknown,
    replace: (input: Inline) => Promise<MediaInput>,
  ): Promise<unknown> {
    if (typeof value !== 'object' || value === null) return value;
    if (isInline(value)) return replace(value);
    if (Array.isArray(value)) {
      return Promise.all(value.map((one: unknown) => this.walk(one, replace)));
    }
    const fields = Object.entries(value).map(
      async ([name, one]) => [name, await this.walk(one, replace)] as const,
    );
    return Object.fromEntries(await Promise.all(fields));
  }

  private async replace({ tenant, instance }: Owner, input: Inline): Promise<MediaInput> {
    const base64 = input.base64.replaceAll(/\s+/g, '');
    if (base64 === '' || base64.length % 4 === 1 || !BASE64.test(base64)) {
      return { kind: 'unreadable' };
    }
    if (base64.length <= SHORT_CHARACTERS) return { ...input, base64 };
    const { mimeType } = input;
    const file = {
      ...{ messageId: '', chatJid: '', type: 'outgoing', mimeType: mimeType ?? '', fileName: null },
      expiresAt: new Date(Date.now() + KEPT_MS),
    };
    const { id } = await this.media.store(tenant, instance.id, file, piecesOf(base64));
    return { kind: 'stored', mediaId: id, mimeType };
  }
}

type Inline = Extract<MediaInput, { kind: 'inline' }>;

const isInline = (value: object): value is Inline =>
  'kind' in value && value.kind === 'inline' && 'base64' in value;

async function* piecesOf(base64: string): AsyncGenerator<Buffer> {
  for (let at = 0; at < base64.length; at += PIECE_CHARACTERS) {
    yield Buffer.from(base64.slice(at, at + PIECE_CHARACTERS), 'base64');
    // A large file does not keep other requests waiting.
    await new Promise(setImmediate);
  }
}
