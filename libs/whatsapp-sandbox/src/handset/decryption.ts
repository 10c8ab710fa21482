import { proto, unpadRandomMax16 } from '@whiskeysockets/baileys';
import type { SignalEndpoint } from '../signal/endpoint.js';
import { bytesOf, childrenOf, type BinaryNode } from '../stanza/node.js';
import type { Envelope } from '../accounts/account.js';

export interface Decrypted {
  message: proto.IMessage;
  retries: number;
}

/** Decrypts all ciphertexts of a stanza and stores the sender keys in them. Throws when one cannot be decrypted. */
export const decryptStanza = async (
  endpoint: SignalEndpoint,
  envelope: Envelope,
  stanza: BinaryNode,
): Promise<Decrypted> => {
  const message = {};
  let retries = 0;
  const ciphertexts = childrenOf(stanza, 'enc');
  if (ciphertexts.length === 0) throw new Error('no ciphertext');
  for (const ciphertext of ciphertexts) {
    retries = Math.max(retries, Number(ciphertext.attrs.count ?? 0));
    const opened = await open(endpoint, envelope, ciphertext);
    const part = opened.deviceSentMessage?.message ?? opened;
    const distribution = part.senderKeyDistributionMessage;
    if (distribution?.axolotlSenderKeyDistributionMessage) {
      await endpoint.learnSenderKey(
        distribution.groupId ?? envelope.group ?? '',
        envelope.sender.lid,
        envelope.senderDevice,
        distribution.axolotlSenderKeyDistributionMessage,
      );
    }
    Object.assign(message, part);
  }
  return { message, retries };
};

const open = async (
  endpoint: SignalEndpoint,
  { sender, senderDevice, group }: Envelope,
  ciphertext: BinaryNode,
): Promise<proto.Message> => {
  const { type } = ciphertext.attrs;
  const bytes = bytesOf(ciphertext) ?? Buffer.alloc(0);
  const padded =
    type === 'skmsg'
      ? await endpoint.decryptGroup(group ?? '', sender.lid, senderDevice, bytes)
      : await endpoint.decrypt(sender.lid, senderDevice, type ?? 'msg', bytes);
  return proto.Message.decode(unpadRandomMax16(padded));
};
