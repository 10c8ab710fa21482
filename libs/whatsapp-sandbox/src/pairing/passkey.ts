import { node, seconds, SERVER_JID } from '../stanza/node.js';
import type { World } from '../world/world.js';
import type { PendingRegistration } from '../world/pairings.js';

const CEREMONY_TIMEOUT_MS = 600_000;

/**
 * Sends what WhatsApp sends after the scan when the account protects its links with a passkey: options of a WebAuthn
 * ceremony that only a browser at web.whatsapp.com can perform. Linking goes on only after an answer, which is not
 * modelled.
 */
export const askForPasskey = (world: World, registration: PendingRegistration): void => {
  const options = {
    challenge: world.random.nextBytes('passkey', 32).toString('base64url'),
    timeout: CEREMONY_TIMEOUT_MS,
    rpId: 'whatsapp.com',
    allowCredentials: [],
    userVerification: 'required',
    extensions: { uvm: true },
  };
  registration.send(
    node(
      'notification',
      {
        from: SERVER_JID,
        type: 'passkey_prologue_request',
        id: world.stanzaId(),
        t: seconds(world.now()),
      },
      [node('passkey_request_options', {}, Buffer.from(JSON.stringify(options)))],
    ),
  );
};
