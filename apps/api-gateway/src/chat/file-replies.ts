import { type Operation, readMedia } from '@starling/contract';
import { MediaFiles } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Call } from '../http/call.js';

interface Reference {
  readonly base64: { readonly mediaId: string };
}

/** Puts the bytes of a file where a worker's reply names it: through Redis they do not go. */
@Injectable()
export class FileReplies {
  constructor(private readonly media: MediaFiles) {}

  async complete(operation: Operation, { tenant }: Call, reply: unknown): Promise<unknown> {
    if (operation.name !== readMedia.name) return reply;
    const { base64, ...rest } = reply as Reference;
    return { ...rest, base64: await this.read(tenant, base64.mediaId) };
  }

  private async read(tenant: Call['tenant'], mediaId: string): Promise<string> {
    const pieces: string[] = [];
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of this.media.open(tenant, mediaId)) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      // Three bytes are four characters: only whole ones can be joined.
      const whole = bytes.length - (bytes.length % 3);
      pieces.push(bytes.toString('base64', 0, whole));
      rest = bytes.subarray(whole);
    }
    return pieces.join('') + rest.toString('base64');
  }
}
