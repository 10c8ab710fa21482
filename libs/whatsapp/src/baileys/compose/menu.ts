import { type proto } from '@whiskeysockets/baileys';
import { type BaileysContent } from './content.js';

type Interactive = proto.Message.IInteractiveMessage;

/** An image, a video or a document that has been uploaded already. */
export type MenuHeaderMedia = Pick<
  proto.Message.InteractiveMessage.IHeader,
  'imageMessage' | 'videoMessage' | 'documentMessage'
>;

export interface FlowButton {
  readonly name: string;
  readonly params: object | string;
}

/**
 * Other companions show a menu only inside this wrapper. All menus but the plain list use it, so that a change at
 * WhatsApp is one edit. The stanza of a menu needs more nodes: `relay-options.ts`.
 */
export const wrapped = (interactiveMessage: Interactive): BaileysContent => ({
  composed: {
    viewOnceMessage: {
      message: {
        messageContextInfo: { deviceListMetadata: {}, deviceListMetadataVersion: 2 },
        interactiveMessage,
      },
    },
  },
});

export const nativeFlow = (buttons: readonly FlowButton[]): Interactive['nativeFlowMessage'] => ({
  buttons: buttons.map(({ name, params }) => ({
    name,
    buttonParamsJson: typeof params === 'string' ? params : JSON.stringify(params),
  })),
  messageParamsJson: '',
});

export function headerOf(
  title: string,
  media: MenuHeaderMedia | undefined,
  subtitle = '',
): Interactive['header'] {
  return {
    title,
    ...(subtitle && { subtitle }),
    hasMediaAttachment: media !== undefined,
    ...media,
  };
}
