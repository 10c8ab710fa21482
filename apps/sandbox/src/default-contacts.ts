import { echo, type Sandbox } from '@starling/whatsapp-sandbox';

/** The number that the README writes to. */
const ANA = { number: '5511999999999', name: 'Ana' };
const BRUNO = { number: '5511988888888', name: 'Bruno' };

/**
 * The people of a fresh sandbox, so that a first message has a recipient. Ana answers each text with the same text;
 * Bruno only reads. They are added again at every start; a person who exists already is not added twice.
 */
export function addDefaultContacts(sandbox: Sandbox): void {
  echo(sandbox.contacts.add(ANA));
  sandbox.contacts.add(BRUNO);
}
