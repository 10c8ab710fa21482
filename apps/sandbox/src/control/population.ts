import { type Contact, type Person, type Phone, type Sandbox } from '@starling/whatsapp-sandbox';
import { Inject, Injectable } from '@nestjs/common';
import { notFound } from './control-error.js';

/** The injection token of the running sandbox. */
export const SANDBOX = Symbol('the local WhatsApp');

/** The people of the sandbox: phones are owners of accounts under test, contacts are all others. */
@Injectable()
export class Population {
  private readonly owners = new Set<string>();

  constructor(@Inject(SANDBOX) private readonly sandbox: Sandbox) {}

  addPhone(fields: { number?: string; name?: string }): Phone {
    const phone = this.sandbox.phones.add(fields);
    this.owners.add(phone.number);
    return phone;
  }

  addContact(fields: { number?: string; name?: string }): Contact {
    return this.sandbox.contacts.add(fields);
  }

  phones(): Phone[] {
    return this.numbers((number) => this.isOwner(number)).map((number) => this.phone(number));
  }

  contacts(): Contact[] {
    return this.numbers((number) => !this.isOwner(number)).map((number) => this.contact(number));
  }

  phone(number: string): Phone {
    const phone = this.sandbox.phones.get(number);
    if (!phone) throw notFound(`Phone ${number}`);
    return phone;
  }

  contact(number: string): Contact {
    const contact = this.sandbox.contacts.get(number);
    if (!contact) throw notFound(`Contact ${number}`);
    return contact;
  }

  /** The person with a number, or the group with a JID. */
  chat(to: string) {
    if (!to.endsWith('@g.us')) return this.person(to);
    const group = this.sandbox.groups.get(to);
    if (!group) throw notFound(`Group ${to}`);
    return group;
  }

  person(number: string): Person {
    return this.isOwner(number) ? this.phone(number) : this.contact(number);
  }

  /** After a restart only the linked devices of an account show that it is an owner's. */
  private isOwner(number: string): boolean {
    return this.owners.has(number) || (this.sandbox.phones.get(number)?.devices.length ?? 0) > 0;
  }

  private numbers(wanted: (number: string) => boolean): string[] {
    return [...this.sandbox.world.accounts.all()].map(({ number }) => number).filter(wanted);
  }
}
