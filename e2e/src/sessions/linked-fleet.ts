import { connectInstance, createInstance } from '@starling/contract';
import { until } from '@starling/testing';
import { type Contact, type LoginEntry, type Phone } from '@starling/whatsapp-sandbox';
import { type Fleet } from './fleet.js';

/** An instance, the phone it is linked with, and somebody who writes to it. */
export interface Linked {
  readonly id: string;
  readonly name: string;
  readonly phone: Phone;
  readonly contact: Contact;
}

export async function link(fleet: Fleet, name: string): Promise<Linked> {
  const { instance } = await fleet.call(createInstance, { body: { name } });
  const reply = await fleet.call(connectInstance, { params: { instance: name } });
  if (reply.status !== 'qr') throw new Error(JSON.stringify(reply));
  const phone = fleet.sandbox.phones.add({ name });
  const outcome = await phone.scan(reply.qrCode);
  if (!outcome.linked) throw new Error(outcome.reason);
  await until(() => isOnline(phone));
  return { id: instance.id, name, phone, contact: fleet.sandbox.contacts.add() };
}

/** All of them are connected, and the database knows. */
export async function linkMany(fleet: Fleet, count: number): Promise<readonly Linked[]> {
  const linked = await Promise.all(
    Array.from({ length: count }, (_, position) => link(fleet, `s${position}`)),
  );
  await until(async () => (await fleet.sessions()).every(({ state }) => state === 'connected'));
  return linked;
}

/** Logged in at the server. */
export const isOnline = ({ devices }: Phone): boolean =>
  devices.length > 0 && devices.every(({ connection }) => connection !== undefined);

/** What the server saw of these phones' devices. */
export function loginsOf(fleet: Fleet, linked: readonly Linked[]): readonly LoginEntry[] {
  const numbers = new Set(linked.map(({ phone }) => phone.number));
  return fleet.sandbox.logins().filter(({ account }) => numbers.has(account));
}

export const countOf = (entries: readonly LoginEntry[], event: LoginEntry['event']): number =>
  entries.filter((entry) => entry.event === event).length;
