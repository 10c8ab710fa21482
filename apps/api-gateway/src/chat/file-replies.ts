import { Readable } from 'node:stream';
import { type Operation, readMedia } from '@starling/contract';
import { MediaFiles } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Call } from '../call/call.js';
import { StreamedReply } from '../call/streamed-reply.js';
import { base64Length, base64Of } from './base64-of.js';

interface Reference {
  readonly base64: { readonly mediaId: string };
}

/** Puts the bytes of a file where a worker's reply names it: they do not go through Redis. */
@Injectable()
export class FileReplies {
  constructor(private readonly media: MediaFiles) {}

  async complete(operation: Operation, call: Call, reply: unknown): Promise<unknown> {
    if (operation.name !== readMedia.name) return reply;
    return this.withFile(call, reply as Reference);
  }

  /** The reply is never whole in memory; one piece of the file is read when the client has taken the one before. */
  private async withFile({ tenant }: Call, reply: Reference): Promise<StreamedReply> {
    const { mediaId } = reply.base64;
    const { sizeBytes } = await this.media.get(tenant, mediaId);
    const around = JSON.stringify({ ...reply, base64: '' });
    const before = around.slice(0, -'"}'.length);
    const after = '"}';
    const { media } = this;
    async function* pieces(): AsyncGenerator<string> {
      yield before;
      yield* base64Of(media.open(tenant, mediaId));
      yield after;
    }
    const bytes = Buffer.byteLength(before) + base64Length(sizeBytes) + after.length;
    return new StreamedReply(Readable.from(pieces(), { objectMode: false }), bytes);
  }
}
