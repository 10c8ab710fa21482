import { type MessageRow, Messages, type SessionLease } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { StoryAudience } from './story-audience.js';

/** Older messages are not sent again: their senders have most likely sent new ones. */
const UNSETTLED_SECONDS = 15 * 60;
const STORIES = 'status@broadcast';

export interface UnsettledRow extends MessageRow {
  readonly audience: readonly string[] | undefined;
}

/** Messages that earlier connections of a session sent. */
@Injectable()
export class SentMessageLookup {
  constructor(
    private readonly messages: Messages,
    private readonly audience: StoryAudience,
  ) {}

  find({ scope, instanceId }: SessionLease, messageId: string, chatJid: string) {
    return this.messages.findPayload(scope, instanceId, messageId, chatJid);
  }

  async listUnsettled(lease: SessionLease): Promise<readonly UnsettledRow[]> {
    const { scope, instanceId } = lease;
    const rows = await this.messages.listUnsettled(scope, instanceId, UNSETTLED_SECONDS);
    const hasStory = rows.some(({ chatJid }) => chatJid === STORIES);
    const audience = hasStory ? await this.audience.of(lease) : undefined;
    return rows.map((row) => ({
      ...row,
      audience: row.chatJid === STORIES ? audience : undefined,
    }));
  }
}
