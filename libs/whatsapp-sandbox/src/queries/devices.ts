import { removeDevice } from '../pairing/remove-device.js';
import { refusal, result } from '../stanza/answers.js';
import { bytesIn, childOf, node } from '../stanza/node.js';
import { parseJid } from '../accounts/jids.js';
import type { OpenQueryRoute, QueryRoute } from './query-route.js';

/** Removes a device from the account. */
export const deviceRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'md',
    type: 'set',
    child: 'remove-companion-device',
    answer: (query, { account, connection }, world) => {
      const device = parseJid(childOf(query, 'remove-companion-device')?.attrs.jid)?.device;
      const companion = account.companions.get(device ?? -1);
      if (companion === undefined) return refusal(query, 404, 'item-not-found');
      connection.send(result(query));
      removeDevice(world, account, companion);
    },
  },
];

/** Links a device by a pairing code. */
export const openDeviceRoutes: readonly OpenQueryRoute[] = [
  {
    xmlns: 'md',
    type: 'set',
    child: 'link_code_companion_reg',
    answer: (query, { registration }, world) => {
      const request = childOf(query, 'link_code_companion_reg');
      if (registration === undefined) return refusal(query, 400, 'bad-request');
      if (request?.attrs.stage === 'companion_finish') {
        const bundle = bytesIn(request, 'link_code_pairing_wrapped_key_bundle');
        const pending = world.pairings.findCodeRequest(registration);
        if (bundle === undefined || pending === undefined)
          return refusal(query, 400, 'bad-request');
        pending.finish(bundle);
        return result(query);
      }
      const number = parseJid(request?.attrs.jid)?.user;
      const wrapped = bytesIn(request, 'link_code_pairing_wrapped_companion_ephemeral_pub');
      if (number === undefined || wrapped === undefined) return refusal(query, 400, 'bad-request');
      const ref = world.random.nextBytes('code-ref', 24);
      world.pairings.addCodeRequest(number, { registration, ref, wrappedEphemeral: wrapped });
      return result(
        query,
        node('link_code_companion_reg', { stage: 'companion_hello' }, [
          node('link_code_pairing_ref', {}, ref),
        ]),
      );
    },
  },
];
