import { type SessionLease } from '@starling/storage';
import { type EngineConnection } from '@starling/whatsapp';
import { type SessionServices } from './session-services.js';

/** Sends again what a crash or a lost connection left without an answer: phones show an id only once. */
export async function sendUnsettled(
  { messages }: EngineConnection,
  lease: SessionLease,
  { storage, report: { logger } }: SessionServices,
): Promise<void> {
  const { instanceId: instance } = lease;
  try {
    for (const row of await storage.sent.listUnsettled(lease)) {
      const { messageId, chatJid: jid, payload, source, sentAt, audience } = row;
      if (!payload || messages.isUnderWay(messageId)) continue;
      await messages.sendAgain({ messageId, jid, payload, source, sentAt }, audience);
      logger.info({ kind: 'sent_again', instance, messageId }, 'sent once more');
    }
  } catch (error) {
    logger.warn({ err: error, instance }, 'unsettled messages wait for the next connection');
  }
}
