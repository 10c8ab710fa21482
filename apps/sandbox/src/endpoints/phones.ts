import { type LinkOutcome } from '@starling/whatsapp-sandbox';
import { z } from 'zod';
import { ControlError } from '../control/control-error.js';
import { endpoint } from '../control/endpoint.js';
import { person } from './fields.js';
import { viewPhone } from './overview.js';

function linkedDevice(outcome: LinkOutcome): { device: number } {
  if (!outcome.linked) throw new ControlError(409, `Not linked: ${outcome.reason}`);
  return { device: outcome.device };
}

export const phoneEndpoints = [
  endpoint({
    method: 'GET',
    path: '/api/phones',
    act: ({ people }) => ({ phones: people.phones().map(viewPhone) }),
  }),
  endpoint({
    method: 'GET',
    path: '/api/phones/:number',
    act: ({ people, params }) => ({ phone: viewPhone(people.phone(params['number'] ?? '')) }),
  }),
  endpoint({
    method: 'POST',
    path: '/api/phones',
    body: person,
    act: ({ people, body }) => ({ phone: viewPhone(people.addPhone(body)) }),
  }),
  endpoint({
    method: 'POST',
    path: '/api/phones/:number/scan',
    body: z.object({ qr: z.string() }),
    act: async ({ people, params, body }) =>
      linkedDevice(await people.phone(params['number'] ?? '').scan(body.qr)),
  }),
  // Creates a phone that scans the QR code. A refused code creates no phone.
  endpoint({
    method: 'POST',
    path: '/api/scan',
    body: z.object({ qr: z.string(), ...person.shape }),
    act: async ({ sandbox, people, body: { qr, ...fields } }) => {
      const check = sandbox.checkQr(qr);
      if (check !== 'valid') throw new ControlError(409, `Not linked: ${check}`);
      const phone = people.addPhone(fields);
      const linked = linkedDevice(await phone.scan(qr));
      return { phone: viewPhone(phone), number: phone.number, ...linked };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/api/phones/:number/code',
    body: z.object({ code: z.string().regex(/^[A-Z0-9]{8}$/i, 'must be 8 letters and digits') }),
    act: async ({ people, params, body }) =>
      linkedDevice(await people.phone(params['number'] ?? '').typeCode(body.code.toUpperCase())),
  }),
  endpoint({
    method: 'DELETE',
    path: '/api/phones/:number/devices',
    act: ({ people, params }) => people.phone(params['number'] ?? '').removeDevices(),
  }),
  endpoint({
    method: 'DELETE',
    path: '/api/phones/:number/devices/:device',
    act: ({ people, params }) =>
      people.phone(params['number'] ?? '').removeDevices(Number(params['device'])),
  }),
];
