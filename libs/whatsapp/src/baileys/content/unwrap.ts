import { proto } from '@whiskeysockets/baileys';
import { type Content } from './reading.js';

type Wrapper = keyof {
  [
    Key in keyof Content as NonNullable<Content[Key]> extends proto.Message.IFutureProofMessage
      ? Key
      : never
  ]: Key;
};

/** Wrappers around any kind of content. Their own fields are not reported. */
const WRAPPERS = [
  'deviceSentMessage',
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'groupMentionedMessage',
  'botInvokeMessage',
  'botForwardedMessage',
  'lottieStickerMessage',
  'associatedChildMessage',
  'groupStatusMessage',
  'groupStatusMessageV2',
  'statusMentionMessage',
  'groupStatusMentionMessage',
  'limitSharingMessage',
  'questionMessage',
  'questionReplyMessage',
  'pollCreationMessageV4',
] as const satisfies readonly Wrapper[];

/** No client nests deeper; an attacker could nest without end. */
const MAX_LAYERS = 8;

export function unwrap(message: Content | null | undefined): Content | undefined {
  let content = message && asProto(message);
  for (let layer = 0; content && layer < MAX_LAYERS; layer += 1) {
    const outer: Content = content;
    const wrapper = WRAPPERS.map((name) => outer[name]).find((one) => one);
    if (!wrapper) return content;
    content = wrapper.message;
  }
  return undefined;
}

/** Baileys delivers messages of channels as JSON: with numbers as texts and enums as words. */
const asProto = (message: Content): Content =>
  message instanceof proto.Message ? message : proto.Message.fromObject(message);
