import { isLidJid, type LidPair } from '@starling/domain';
import { type Person, takeNames } from './person.js';

/** Addresses held per session; the person that was added longest ago leaves first and is read from storage again. */
const MAX_ADDRESSES = 5_000;

/** People by either address. */
export class People {
  private readonly byAddress = new Map<string, Person>();

  find(address: string): Person | undefined {
    return this.byAddress.get(address);
  }

  /** A person that is not known yet starts with this address alone. */
  get(address: string): Person {
    const known = this.byAddress.get(address);
    if (known) return known;
    const person: Person = { contactStoredOn: 0, pairStoredOn: 0 };
    if (isLidJid(address)) person.lid = address;
    else person.phone = address;
    this.put(address, person);
    return person;
  }

  /** Makes one person of two addresses. A former hidden address of the phone still finds the person. */
  join({ lid, phoneJid }: LidPair): Person {
    const person = this.get(phoneJid);
    if (person.lid === lid) return person;
    const hidden = this.byAddress.get(lid);
    if (hidden?.phone) delete hidden.lid;
    else if (hidden) takeNames(person, { ...hidden, ...person });
    person.lid = lid;
    person.pairStoredOn = 0;
    this.put(lid, person);
    return person;
  }

  /** As `join`, but a newer hidden address that is known already is kept for output. */
  joinStored({ lid, phoneJid }: LidPair): Person {
    const person = this.get(phoneJid);
    if (!person.lid) return this.join({ lid, phoneJid });
    if (!this.byAddress.has(lid)) this.put(lid, person);
    return person;
  }

  private put(address: string, person: Person): void {
    this.byAddress.delete(address);
    this.byAddress.set(address, person);
    while (this.byAddress.size > MAX_ADDRESSES) {
      const [first] = this.byAddress;
      if (!first) return;
      const [key, oldest] = first;
      this.byAddress.delete(key);
      if (oldest.phone) this.byAddress.delete(oldest.phone);
      if (oldest.lid) this.byAddress.delete(oldest.lid);
    }
  }
}
