import { readMediaReference, withBase64 } from '@starling/broker';
import { FairQueue } from '@starling/platform';
import { MediaFiles, type WebhookTarget } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Delivery } from '../port/delivery.js';
import { type PostAnswer, PostEvent } from './post-event.js';

/** Each file is held in memory as text and as bytes for as long as its attempt lasts. */
const MAX_RUNNING = 24;
const MAX_RUNNING_PER_ACCOUNT = 8;
const forever = new AbortController().signal;

/** Puts the file into the body of a delivery that carries one, for the time of one attempt. */
@Injectable()
export class PostWithFile {
  /** Bounded by the attempts that an account may have under way. */
  private readonly files = new FairQueue({
    maxRunning: MAX_RUNNING,
    maxRunningPerKey: MAX_RUNNING_PER_ACCOUNT,
    maxWaitingPerKey: Number.POSITIVE_INFINITY,
  });

  constructor(
    private readonly sender: PostEvent,
    private readonly media: MediaFiles,
  ) {}

  /** When the file is gone, the body goes out as it is. Rejects only when the database is away. */
  async post(target: WebhookTarget, delivery: Delivery): Promise<PostAnswer> {
    const reference = readMediaReference(delivery.media);
    if (!reference) return this.sender.post(target, delivery);
    return this.files.run(target.accountId, forever, async () => {
      const base64 = await this.media.readBase64(target.scope, reference.mediaId);
      const body =
        base64 === undefined ? delivery.body : withBase64(delivery.body, reference, base64);
      return this.sender.post(target, { ...delivery, body });
    });
  }
}
