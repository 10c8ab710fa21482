import { createGroup } from '../groups/update-group.js';
import type { Account, Addressing } from '../accounts/account.js';
import type { World } from '../world/world.js';
import { Contact } from './contact.js';
import { GroupChat } from './group-chat.js';
import type { Handset } from '../handset/handset.js';
import type { Person } from './person.js';
import { Phone } from './phone.js';

interface NewPerson {
  /** Digits with the country code. By default a new number is generated. */
  number?: string;
  name?: string;
}

/** Virtual people of one kind, by number. The same number always gives the same object. */
export class People<T extends Person> {
  private readonly made = new Map<string, T>();

  constructor(
    private readonly world: World,
    private readonly make: (handset: Handset) => T,
  ) {}

  add({ number, name }: NewPerson = {}): T {
    const digits = number ?? `5511${this.world.random.nextDigits('number', 9)}`;
    return this.personOf(this.world.accounts.getOrCreate(digits, name));
  }

  addMany(count: number, name: (position: number) => string = String): T[] {
    return Array.from({ length: count }, (_, position) => this.add({ name: name(position) }));
  }

  get(number: string): T | undefined {
    const account = this.world.accounts.byJid(`${number}@s.whatsapp.net`);
    return account && this.personOf(account);
  }

  private personOf(account: Account): T {
    const known = this.made.get(account.number);
    if (known) return known;
    const person = this.make(account.phone as Handset);
    this.made.set(account.number, person);
    return person;
  }
}

interface NewGroup {
  subject: string;
  creator: Person;
  members?: readonly Person[];
  addressing?: Addressing;
}

export class GroupChats {
  constructor(private readonly world: World) {}

  create({ subject, creator, members = [], addressing }: NewGroup): GroupChat {
    const accounts = members.map(({ account }) => account);
    const group = createGroup(this.world, subject, creator.account, accounts, addressing);
    return new GroupChat(this.world, group);
  }

  get(jid: string): GroupChat | undefined {
    const group = this.world.groups.get(jid);
    return group && new GroupChat(this.world, group);
  }
}

export const phonesOf = (world: World): People<Phone> =>
  new People(world, (handset) => new Phone(handset));

export const contactsOf = (world: World): People<Contact> =>
  new People(world, (handset) => new Contact(handset));
