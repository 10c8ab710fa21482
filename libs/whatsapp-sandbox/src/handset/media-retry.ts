import { hkdfSync } from 'node:crypto';
import { aesEncryptGCM, assertMediaContent, proto } from '@whiskeysockets/baileys';
import { childOf, node, seconds, type BinaryNode } from '../stanza/node.js';
import { deliverToCompanions } from '../delivery/deliver.js';
import { pnJid } from '../accounts/jids.js';
import type { PhoneContext } from './phone-context.js';

const NOT_FOUND = 2;

/** Answers a device that could not download media any more: the phone uploads it again and sends the new path. */
export const answerMediaRetry = async (phone: PhoneContext, receipt: BinaryNode): Promise<void> => {
  const { world, account } = phone;
  const id = receipt.attrs.id ?? '';
  const request = childOf(receipt, 'rmr');
  const held =
    phone.inbox.find((message) => message.id === id)?.message ?? phone.sentMessage(id)?.message;
  const content = reuploaded(phone, held, id);
  deliverToCompanions(
    world,
    account,
    node(
      'notification',
      { from: pnJid(account), id, type: 'mediaretry', t: seconds(world.now()) },
      [...content, node('rmr', { ...request?.attrs })],
    ),
  );
};

const reuploaded = (
  { world }: PhoneContext,
  held: proto.IMessage | undefined,
  id: string,
): BinaryNode[] => {
  const media = held && mediaOf(held);
  const blob = media?.directPath ? world.media.getOriginal(media.directPath) : undefined;
  if (!media?.mediaKey || blob === undefined) return [node('error', { code: NOT_FOUND })];
  const directPath = `/mms/reupload/${world.random.nextBytes('reupload', 24).toString('base64url')}`;
  world.media.put(directPath, blob);
  const notification = proto.MediaRetryNotification.encode({
    stanzaId: id,
    directPath,
    result: proto.MediaRetryNotification.ResultType.SUCCESS,
  }).finish();
  const key = Buffer.from(
    hkdfSync('sha256', media.mediaKey, Buffer.alloc(0), 'WhatsApp Media Retry Notification', 32),
  );
  const iv = world.random.nextBytes('media-retry-iv', 12);
  const sealed = aesEncryptGCM(notification, key, iv, Buffer.from(id));
  return [node('encrypt', {}, [node('enc_p', {}, sealed), node('enc_iv', {}, iv)])];
};

const mediaOf = (message: proto.IMessage): ReturnType<typeof assertMediaContent> | undefined => {
  try {
    return assertMediaContent(message);
  } catch {
    return undefined;
  }
};
