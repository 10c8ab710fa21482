import { readFile } from 'node:fs/promises';
import {
  type AnyMessageContent,
  generateWAMessage,
  type proto,
  type WAMessage,
} from '@whiskeysockets/baileys';
import { pino } from 'pino';
import type { World } from '../world/world.js';
import type { ReceivedMessage } from '../handset/received.js';

/** A text, or any content of Baileys' `sendMessage`. */
export type Content = string | AnyMessageContent;

const silent = pino({ level: 'silent' });

interface Composition {
  readonly id: string;
  readonly chat: string;
  readonly ownJid: string;
  readonly quoted?: ReceivedMessage | undefined;
}

/** Makes the proto of a message. Media is encrypted and stored for download by clients. */
export const compose = async (
  world: World,
  content: Content,
  { id, chat, ownJid, quoted }: Composition,
): Promise<proto.IMessage> => {
  if (typeof content === 'string' && quoted === undefined) return { conversation: content };
  const full = await generateWAMessage(
    chat,
    typeof content === 'string' ? { text: content } : content,
    {
      logger: silent,
      userJid: ownJid,
      messageId: id,
      ...(quoted && { quoted: toWAMessage(quoted) }),
      upload: async (file, { mediaType }) => {
        const name = world.random.nextBytes('media', 24).toString('base64url');
        const directPath = `/mms/${mediaType}/${name}`;
        world.media.put(directPath, await readFile(file));
        return { mediaUrl: `https://${world.mediaHost}${directPath}`, directPath };
      },
    },
  );
  return full.message ?? {};
};

const toWAMessage = ({ id, chat, fromMe, message }: ReceivedMessage): WAMessage => ({
  key: { id, remoteJid: chat, fromMe },
  message: message,
});
