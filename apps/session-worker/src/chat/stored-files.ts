import { ContractError } from '@starling/contract';
import { type MediaFile, MediaFiles, Messages, type MessageRow } from '@starling/storage';
import { receivedFile } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { Interests } from '../events/interests.js';
import { Buckets } from '../media/buckets.js';
import { asEngineMessage } from '../message/quotes.js';
import { type OpenSession } from '../session/open-sessions.js';

const FETCH_LIMIT_MS = 50_000;
/** As long as somebody may ask again. */
const KEPT_MS = 60 * 60 * 1_000;

/** The files of messages: our own copy, else one from the bucket of the instance, else one that WhatsApp gives. */
@Injectable()
export class StoredFiles {
  constructor(
    private readonly messages: Messages,
    private readonly media: MediaFiles,
    private readonly interests: Interests,
    private readonly buckets: Buckets,
  ) {}

  /** Throws `MediaNotFound`. */
  async find(session: OpenSession, messageId: string): Promise<MediaFile> {
    const { scope, instanceId } = session.lease;
    const copy = await this.media.findByMessage(scope, instanceId, messageId);
    if (copy) return copy;
    const row = await this.messages.find(scope, instanceId, messageId);
    const fetched = row && (await this.fetch(session, row).catch(() => undefined));
    if (!fetched) throw new ContractError('MediaNotFound');
    return this.media.get(scope, fetched.id);
  }

  private async fetch({ lease, socket }: OpenSession, row: MessageRow) {
    const file = row.payload && receivedFile(asEngineMessage(row, row.payload));
    if (!file) return undefined;
    const { messageId, chatJid, type, mimeType, fileName } = file;
    const name = this.interests.find(lease)?.instanceData.instance ?? '';
    const inBucket = await this.buckets.open(lease, name, file).catch(() => undefined);
    const bytes = inBucket ?? (await socket.files.open(file, AbortSignal.timeout(FETCH_LIMIT_MS)));
    return this.media.store(
      lease.scope,
      lease.instanceId,
      {
        ...{ messageId, chatJid, type, mimeType, fileName },
        expiresAt: new Date(Date.now() + KEPT_MS),
      },
      bytes,
    );
  }
}
