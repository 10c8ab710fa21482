import {
  hmacSign,
  proto,
  Curve,
  WA_ADV_ACCOUNT_SIG_PREFIX,
  WA_ADV_DEVICE_SIG_PREFIX,
  type KeyPair,
} from '@whiskeysockets/baileys';
import { restartRequired } from '../faults/close-stanzas.js';
import { isSignedBy } from '../seed/key-pairs.js';
import { type BinaryNode, bytesIn, childOf, node, SERVER_JID } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { Companion } from '../accounts/device.js';
import { lidJid, pnJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import { announceDevices } from './announce-devices.js';
import type { PendingRegistration } from '../world/pairings.js';

export type LinkFailure = 'signature-refused' | 'connection-lost';
export type Linked =
  { linked: true; companion: Companion } | { linked: false; reason: LinkFailure };

/**
 * The phone signs the client's identity key, the client signs in return, and the server makes it connect again as a
 * device of the account. The device is stored only when the client's signature is right.
 */
export const linkDevice = async (
  world: World,
  account: Account,
  identity: KeyPair,
  registration: PendingRegistration,
  advSecret: Buffer,
): Promise<Linked> => {
  const deviceId = account.nextDevice++;
  world.accounts.save(account);
  const details = proto.ADVDeviceIdentity.encode({
    rawId: world.random.bytes(`adv/${account.number}`, 4).readUInt32BE(),
    timestamp: Math.floor(world.now() / 1000),
    keyIndex: deviceId,
    accountType: proto.ADVEncryptionType.E2EE,
    deviceType: proto.ADVEncryptionType.E2EE,
  }).finish();
  const clientIdentity = registration.bundle.identityKey;
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: identity.public,
    accountSignature: Curve.sign(
      identity.private,
      Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, clientIdentity]),
    ),
  }).finish();
  const sealed = proto.ADVSignedDeviceIdentityHMAC.encode({
    details: signed,
    hmac: hmacSign(signed, advSecret),
  }).finish();
  const reply = await registration
    .ask(
      node('iq', { type: 'set', from: SERVER_JID }, [
        node('pair-success', { t: Math.floor(world.now() / 1000) }, [
          node('device-identity', {}, sealed),
          node('device', { jid: pnJid(account, deviceId), lid: lidJid(account, deviceId) }),
          node('platform', { name: 'android' }),
        ]),
      ]),
    )
    .catch(() => undefined);
  if (reply === undefined) return { linked: false, reason: 'connection-lost' };

  const signature = signatureIn(reply);
  const expected = Buffer.concat([
    WA_ADV_DEVICE_SIG_PREFIX,
    details,
    clientIdentity,
    identity.public,
  ]);
  if (!signature || !isSignedBy(clientIdentity, expected, signature)) {
    registration.end();
    return { linked: false, reason: 'signature-refused' };
  }
  const companion = world.accounts.addCompanion(account, {
    id: deviceId,
    keyIndex: deviceId,
    noiseKey: registration.noiseKey,
    platform: registration.platform,
    identityKey: clientIdentity,
    registrationId: registration.bundle.registrationId,
    signedPreKey: registration.bundle.signedPreKey,
    preKeys: [],
    historyReceived: false,
  });
  world.accounts.saveCompanion(account, companion);
  announceDevices(world, account, 'add', companion);
  world.statistics.pairings++;
  registration.end(restartRequired());
  return { linked: true, companion };
};

const signatureIn = (reply: BinaryNode): Uint8Array | undefined => {
  const answered = bytesIn(childOf(reply, 'pair-device-sign'), 'device-identity');
  try {
    return (
      answered && (proto.ADVSignedDeviceIdentity.decode(answered).deviceSignature ?? undefined)
    );
  } catch {
    return undefined;
  }
};
