import { connectionReplaced, loginFailure } from '../faults/close-stanzas.js';
import { node, seconds, SERVER_JID } from '../stanza/node.js';
import { lidJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import type { Client, ProvenIdentity } from '../connection/client.js';

const NOT_LINKED = 401;
const REPLACED = 440;

/**
 * Logs in a client of an account: its Noise key must be the one that was linked. An older connection of the same device
 * is ended.
 */
export const logIn = (
  client: Client,
  world: World,
  { noiseKey, payload }: ProvenIdentity,
): void => {
  const number = String(payload.username ?? '');
  const logged = {
    account: number,
    device: payload.device ?? 0,
    connection: world.logins.nextConnection(),
  };
  const refuse = (code: number): void => {
    world.logins.add('refused', logged, code);
    client.end(loginFailure(code));
  };
  const refusal = world.faults.logins.consume(number);
  if (refusal) return refuse(refusal.code);

  const account = world.accounts.byJid(`${number}@s.whatsapp.net`);
  const companion = account?.companions.get(payload.device ?? 0);
  if (!account || !companion?.noiseKey.equals(noiseKey)) return refuse(NOT_LINKED);

  const older = companion.connection;
  if (older?.isEnding === false) {
    world.logins.add('replaced', { ...logged, connection: older.login }, REPLACED);
    older.end(connectionReplaced());
  }
  companion.connection = client;
  client.account = account;
  client.companion = companion;
  client.login = logged.connection;
  world.logins.add('login', logged);
  client.onClose(() => {
    world.logins.add('closed', logged, client.closeCode);
    if (companion.connection !== client) return;
    companion.connection = undefined;
    companion.available = false;
  });
  world.statistics.logins++;
  client.send(
    node('success', {
      t: seconds(world.now()),
      lid: lidJid(account, companion.id),
      creation: seconds(world.now()),
      location: 'sandbox',
    }),
  );
  client.send(
    node('ib', { from: SERVER_JID }, [
      node('edge_routing', {}, [node('routing_info', {}, Buffer.from('sandbox'))]),
    ]),
  );
};
