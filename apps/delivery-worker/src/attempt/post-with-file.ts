import { readMediaReference, withBase64 } from '@starling/broker';
import { MediaFiles, type WebhookTarget } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Delivery } from '../deliveries/delivery.js';
import { Slots } from '../endpoints/slots.js';
import { type Answer, PostEvent } from './post-event.js';

/** Each is held in memory as text and as bytes as long as its attempt lasts. */
const FILES_AT_A_TIME = 24;

/** Puts its file into a delivery that carries one, for one attempt at a time. */
@Injectable()
export class PostWithFile {
  private readonly slots = new Slots(FILES_AT_A_TIME);

  constructor(
    private readonly sender: PostEvent,
    private readonly media: MediaFiles,
  ) {}

  /** A file that is gone leaves the body as it is. Rejects only when the database cannot say. */
  async post(target: WebhookTarget, delivery: Delivery): Promise<Answer> {
    const reference = readMediaReference(delivery.media);
    if (!reference) return this.sender.post(target, delivery);
    await new Promise<void>((turn) => this.slots.take(turn));
    try {
      const base64 = await this.media.readBase64(target.scope, reference.mediaId);
      const body =
        base64 === undefined ? delivery.body : withBase64(delivery.body, reference, base64);
      return await this.sender.post(target, { ...delivery, body });
    } finally {
      this.slots.giveBack();
    }
  }
}
