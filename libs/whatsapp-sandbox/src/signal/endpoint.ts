import { generateSignalPubKey } from '@whiskeysockets/baileys';
import {
  GroupCipher,
  GroupSessionBuilder,
  SenderKeyDistributionMessage,
  SenderKeyName,
} from '@whiskeysockets/baileys/lib/Signal/Group/index.js';
import { ProtocolAddress, SessionBuilder, type SessionCipher } from 'libsignal';
import type { KeyBundle } from '../accounts/device.js';
import type { HandsetKeys } from './handset-keys.js';
import { PhoneCipher } from './phone-cipher.js';

export interface Encrypted {
  type: 'pkmsg' | 'msg';
  ciphertext: Buffer;
}

const PRE_KEY_MESSAGE = 3;

/**
 * The Signal sessions of one virtual phone with other devices. The id of a session has the peer's LID and device,
 * whatever JID a message uses. libsignal has one queue per address in the whole process, so addresses start with the
 * owner's name.
 */
export class SignalEndpoint {
  private readonly ciphers = new Map<string, SessionCipher>();

  constructor(
    private readonly owner: string,
    readonly keys: HandsetKeys,
  ) {}

  hasSession(peer: string, device: number): boolean {
    return this.keys.hasSession(this.address(peer, device).toString());
  }

  forgetSession(peer: string, device: number): void {
    this.keys.forgetSession(this.address(peer, device).toString());
  }

  async openSession(peer: string, device: number, bundle: KeyBundle): Promise<void> {
    const session = {
      registrationId: bundle.registrationId,
      identityKey: generateSignalPubKey(bundle.identityKey),
      signedPreKey: {
        keyId: bundle.signedPreKey.id,
        publicKey: generateSignalPubKey(bundle.signedPreKey.publicKey),
        signature: bundle.signedPreKey.signature,
      },
      preKey: bundle.preKey && {
        keyId: bundle.preKey.id,
        publicKey: generateSignalPubKey(bundle.preKey.publicKey),
      },
    };
    // libsignal accepts a bundle without a one-time key, although its types do not say so.
    type Bundle = Parameters<SessionBuilder['initOutgoing']>[0];
    const builder = new SessionBuilder(this.keys, this.address(peer, device));
    await builder.initOutgoing(session as Bundle);
  }

  async encrypt(peer: string, device: number, padded: Buffer): Promise<Encrypted> {
    const { type, body } = await this.cipher(peer, device).encrypt(padded);
    return {
      type: type === PRE_KEY_MESSAGE ? 'pkmsg' : 'msg',
      ciphertext: Buffer.from(body, 'binary'),
    };
  }

  decrypt(peer: string, device: number, type: string, ciphertext: Buffer): Promise<Buffer> {
    const cipher = this.cipher(peer, device);
    return type === 'pkmsg'
      ? cipher.decryptPreKeyWhisperMessage(ciphertext)
      : cipher.decryptWhisperMessage(ciphertext);
  }

  /** The sender key message with which others can decrypt this phone's messages to the group from now on. */
  async distribution(group: string): Promise<Buffer> {
    const builder = new GroupSessionBuilder(this.keys);
    return Buffer.from((await builder.create(this.ownSenderKey(group))).serialize());
  }

  async encryptGroup(group: string, padded: Buffer): Promise<Buffer> {
    return Buffer.from(await new GroupCipher(this.keys, this.ownSenderKey(group)).encrypt(padded));
  }

  async learnSenderKey(
    group: string,
    peer: string,
    device: number,
    item: Uint8Array,
  ): Promise<void> {
    const message = new SenderKeyDistributionMessage(null, null, null, null, item);
    await new GroupSessionBuilder(this.keys).process(this.senderKey(group, peer, device), message);
  }

  async decryptGroup(group: string, peer: string, device: number, bytes: Buffer): Promise<Buffer> {
    const cipher = new GroupCipher(this.keys, this.senderKey(group, peer, device));
    return Buffer.from(await cipher.decrypt(bytes));
  }

  private cipher(peer: string, device: number): SessionCipher {
    const key = `${peer}.${device}`;
    let cipher = this.ciphers.get(key);
    if (cipher === undefined) {
      cipher = new PhoneCipher(this.keys, this.address(peer, device));
      this.ciphers.set(key, cipher);
    }
    return cipher;
  }

  private address(peer: string, device: number): ProtocolAddress {
    return new ProtocolAddress(`sandbox/${this.owner}/${peer}`, device);
  }

  private ownSenderKey(group: string): SenderKeyName {
    return this.senderKey(group, 'own', 0);
  }

  private senderKey(group: string, peer: string, device: number): SenderKeyName {
    return new SenderKeyName(group, this.address(peer, device));
  }
}
