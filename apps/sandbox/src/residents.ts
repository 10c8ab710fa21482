import { echo, type Sandbox } from '@starling/whatsapp-sandbox';

/** The number that the README writes to. */
const ANA = { number: '5511999999999', name: 'Ana' };
const BRUNO = { number: '5511988888888', name: 'Bruno' };

/**
 * The people of a fresh sandbox, so that a first message has somebody to go to. Ana says back whatever she is told;
 * Bruno only reads. They are here again after every start, and asking twice makes nobody twice.
 */
export function addResidents(sandbox: Sandbox): void {
  echo(sandbox.contacts.add(ANA));
  sandbox.contacts.add(BRUNO);
}
