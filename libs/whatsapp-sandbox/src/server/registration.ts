import { proto } from '@whiskeysockets/baileys';
import type { PendingRegistration } from '../world/pairings.js';
import { node, SERVER_JID } from '../stanza/node.js';
import type { KeyBundle } from '../accounts/device.js';
import type { World } from '../world/world.js';
import type { Client, ProvenIdentity } from '../connection/client.js';

const REFERENCES = 6;

/** Registers a client without an account: it gets references for its QR codes and waits until a phone links it. */
export const register = (
  client: Client,
  world: World,
  { noiseKey, payload }: ProvenIdentity,
): void => {
  const bundle = readBundle(payload.devicePairingData);
  if (bundle === undefined) return client.terminate();
  const registration: PendingRegistration = {
    noiseKey,
    bundle,
    platform: platformOf(payload.devicePairingData?.deviceProps),
    send: (stanza) => client.send(stanza),
    ask: (query) => client.ask(query),
    end: (lastStanza) => client.end(lastStanza),
  };
  client.registration = registration;
  client.onClose(() => world.pairings.delete(registration));
  const refs = Array.from({ length: REFERENCES }, () =>
    world.random.nextBytes('pairing-ref', 24).toString('base64url'),
  );
  world.pairings.add(refs, registration);
  client
    .ask(
      node('iq', { from: SERVER_JID, type: 'set' }, [
        node(
          'pair-device',
          {},
          refs.map((ref) => node('ref', {}, Buffer.from(ref))),
        ),
      ]),
    )
    .catch(() => client.terminate());
};

const readBundle = (
  data: proto.ClientPayload.IDevicePairingRegistrationData | null | undefined,
): KeyBundle | undefined => {
  if (!data?.eIdent || !data.eRegid || !data.eSkeyId || !data.eSkeyVal || !data.eSkeySig) {
    return undefined;
  }
  const sizes = [data.eIdent.length, data.eSkeyVal.length, data.eSkeySig.length];
  if (sizes.join() !== '32,32,64' || data.eRegid.length !== 4 || data.eSkeyId.length !== 3) {
    return undefined;
  }
  return {
    registrationId: Buffer.from(data.eRegid).readUInt32BE(),
    identityKey: Buffer.from(data.eIdent),
    signedPreKey: {
      id: Buffer.from(data.eSkeyId).readUIntBE(0, 3),
      publicKey: Buffer.from(data.eSkeyVal),
      signature: Buffer.from(data.eSkeySig),
    },
  };
};

const platformOf = (props: Uint8Array | null | undefined): string => {
  const decoded = props ? proto.DeviceProps.decode(props) : undefined;
  return decoded?.os ?? 'unknown';
};
