import { Curve } from '@whiskeysockets/baileys';
import { openKeyBundle, unwrapEphemeral, wrapEphemeral } from '../pairing/code.js';
import { linkDevice, type LinkFailure } from '../pairing/link-device.js';
import { checkQr } from '../pairing/check-qr.js';
import type { PendingRegistration } from '../world/pairings.js';
import { askForPasskey } from '../pairing/passkey.js';
import { removeDevice } from '../pairing/remove-device.js';
import { keyPairFrom } from '../seed/key-pairs.js';
import { node, seconds, SERVER_JID } from '../stanza/node.js';
import type { Companion } from '../accounts/device.js';
import { Person } from './person.js';
import { markReadOnOwnDevices } from '../handset/receipt-sending.js';
import type { ReceivedMessage } from '../handset/received.js';

type Refused =
  | LinkFailure
  | 'unreadable-qr'
  | 'unknown-qr'
  | 'used-qr'
  | 'no-code-requested'
  | 'wrong-code'
  | 'passkey-asked';
/** The number of the new device, or the reason why no device was linked. */
export type LinkOutcome = { linked: true; device: number } | { linked: false; reason: Refused };

/** The phone of an account's owner: it links and removes devices, and gets copies of their messages. */
export class Phone extends Person {
  /** The messages of the linked devices, decrypted. */
  get ownCopies(): ReceivedMessage[] {
    return this.inbox.filter(({ fromMe }) => fromMe);
  }

  get devices(): readonly Companion[] {
    return [...this.account.companions.values()];
  }

  override read(...messages: readonly ReceivedMessage[]): void {
    super.read(...messages);
    markReadOnOwnDevices(this.handset, messages);
  }

  /** Scans a QR code and links the client that shows it. */
  async scan(qr: string): Promise<LinkOutcome> {
    const { world } = this.handset;
    const check = checkQr(world.pairings, qr);
    if (!check.valid) return { linked: false, reason: check.reason };
    world.pairings.markUsed(check.registration);
    return this.link(check.registration, check.advSecret);
  }

  /** Enters the pairing code that a client shows after it has requested one for this phone's number. */
  async typeCode(code: string): Promise<LinkOutcome> {
    const { world } = this.handset;
    const identity = this.handset.endpoint.keys.identity;
    const request = world.pairings.getCodeRequest(this.number);
    if (request === undefined) return { linked: false, reason: 'no-code-requested' };
    const { registration, ref, wrappedEphemeral } = request;
    const theirs = await unwrapEphemeral(code, wrappedEphemeral);
    const scope = `code/${this.number}`;
    const ours = keyPairFrom(world.random.nextBytes(scope, 32));
    const salt = world.random.nextBytes(scope, 32);
    const wrapped = await wrapEphemeral(code, ours.public, salt, world.random.nextBytes(scope, 16));
    registration.send(
      node(
        'notification',
        {
          from: SERVER_JID,
          type: 'link_code_companion_reg',
          id: world.stanzaId(),
          t: seconds(world.now()),
        },
        [
          node('link_code_companion_reg', { stage: 'primary_hello' }, [
            node('link_code_pairing_ref', {}, ref),
            node('primary_identity_pub', {}, identity.public),
            node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, wrapped),
          ]),
        ],
      ),
    );
    const bundle = await request.finished;
    const secret = openKeyBundle(bundle, Curve.sharedKey(ours.private, theirs), identity);
    if (secret === undefined) return { linked: false, reason: 'wrong-code' };
    return this.link(registration, secret);
  }

  /** Removes a linked device; without a number all of them. */
  removeDevices(device?: number): void {
    for (const companion of this.devices) {
      if (device === undefined || companion.id === device) {
        removeDevice(this.handset.world, this.account, companion);
      }
    }
  }

  private async link(registration: PendingRegistration, advSecret: Buffer): Promise<LinkOutcome> {
    const { world } = this.handset;
    if (world.faults.passkeys.consume(this.number)) {
      askForPasskey(world, registration);
      return { linked: false, reason: 'passkey-asked' };
    }
    const identity = this.handset.endpoint.keys.identity;
    return toOutcome(await linkDevice(world, this.account, identity, registration, advSecret));
  }
}

const toOutcome = (linked: Awaited<ReturnType<typeof linkDevice>>): LinkOutcome =>
  linked.linked ? { linked: true, device: linked.companion.id } : linked;
