import { generateSignalPubKey, type KeyPair, type SignedKeyPair } from '@whiskeysockets/baileys';
import { SenderKeyRecord } from '@whiskeysockets/baileys/lib/Signal/Group/sender-key-record.js';
import type { SenderKeyName } from '@whiskeysockets/baileys/lib/Signal/Group/sender-key-name.js';
import { SessionRecord, type SignalStorage } from 'libsignal';
import { keyPairFrom, signKey } from '../seed/key-pairs.js';
import type { Randomness } from '../seed/randomness.js';
import type { KeyBundle } from '../accounts/device.js';
import type { RecordLog } from '../records/record-log.js';

type SignalPair = ReturnType<SignalStorage['getOurIdentity']>;

/**
 * The key store of one virtual phone. Its own keys are derived from the seed when they are needed; one-time keys are
 * never stored. Sessions stay objects in memory, so that thousands of messages a second are cheap.
 */
export class HandsetKeys implements SignalStorage {
  readonly identity: KeyPair;
  readonly registrationId: number;
  private readonly sessions = new Map<string, SessionRecord>();
  private readonly senderKeys = new Map<string, SenderKeyRecord>();
  private signed: SignedKeyPair | undefined;
  private nextPreKey: number;

  constructor(
    private readonly owner: string,
    private readonly random: Randomness,
    private readonly log: RecordLog,
  ) {
    this.identity = keyPairFrom(random.bytes(`identity/${owner}`, 32));
    this.registrationId = random.bytes(`registration/${owner}`, 2).readUInt16BE() & 0x3fff;
    this.nextPreKey = Number(log.load('handset-pre-key').get(owner) ?? 1);
    for (const [id, record] of this.kept('session')) {
      this.sessions.set(id, SessionRecord.deserialize(record as Uint8Array));
    }
    for (const [id, states] of this.kept('sender-key')) {
      this.senderKeys.set(id, new SenderKeyRecord(states as never));
    }
  }

  bundle(withPreKey: boolean): KeyBundle {
    const signed = this.signedPreKey();
    return {
      registrationId: this.registrationId,
      identityKey: Buffer.from(this.identity.public),
      signedPreKey: {
        id: signed.keyId,
        publicKey: Buffer.from(signed.keyPair.public),
        signature: Buffer.from(signed.signature),
      },
      preKey: withPreKey ? this.issuePreKey() : undefined,
    };
  }

  hasSession(address: string): boolean {
    return this.sessions.get(address)?.haveOpenSession() === true;
  }

  forgetSession(address: string): void {
    this.sessions.delete(address);
    this.log.delete('session', this.recordId(address));
  }

  async loadSession(address: string): Promise<SessionRecord | undefined> {
    return this.sessions.get(address);
  }

  async storeSession(address: string, record: SessionRecord): Promise<void> {
    this.sessions.set(address, record);
    this.log.save('session', this.recordId(address), () => record.serialize());
  }

  isTrustedIdentity(): boolean {
    return true;
  }

  async loadPreKey(id: number | string | undefined): Promise<SignalPair | undefined> {
    return id === undefined || Number(id) === 0 ? undefined : toSignalPair(this.preKey(Number(id)));
  }

  removePreKey(): void {
    // A one-time key is derived from the seed when a sender uses it, so there is nothing to remove.
  }

  loadSignedPreKey(): SignalPair {
    return toSignalPair(this.signedPreKey().keyPair);
  }

  getOurRegistrationId(): number {
    return this.registrationId;
  }

  getOurIdentity(): SignalPair {
    return toSignalPair(this.identity);
  }

  async loadSenderKey(name: SenderKeyName): Promise<SenderKeyRecord> {
    return this.senderKeys.get(name.toString()) ?? new SenderKeyRecord();
  }

  async storeSenderKey(name: SenderKeyName, record: SenderKeyRecord): Promise<void> {
    this.senderKeys.set(name.toString(), record);
    this.log.save('sender-key', this.recordId(name.toString()), () => record.serialize());
  }

  private signedPreKey(): SignedKeyPair {
    this.signed ??= signKey(
      this.identity,
      keyPairFrom(this.random.bytes(`signed-pre-key/${this.owner}`, 32)),
      1,
    );
    return this.signed;
  }

  private issuePreKey(): KeyBundle['preKey'] {
    const id = this.nextPreKey++;
    this.log.save('handset-pre-key', this.owner, () => this.nextPreKey);
    return { id, publicKey: Buffer.from(this.preKey(id).public) };
  }

  private preKey(id: number): KeyPair {
    return keyPairFrom(this.random.bytes(`pre-key/${this.owner}/${id}`, 32));
  }

  private recordId(id: string): string {
    return `${this.owner}|${id}`;
  }

  private *kept(kind: string): Generator<[string, unknown]> {
    const prefix = `${this.owner}|`;
    for (const [id, value] of this.log.load(kind)) {
      if (id.startsWith(prefix)) yield [id.slice(prefix.length), value];
    }
  }
}

const toSignalPair = (pair: KeyPair): SignalPair => ({
  privKey: Buffer.from(pair.private),
  pubKey: Buffer.from(generateSignalPubKey(pair.public)),
});
