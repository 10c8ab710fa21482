/** What is known of one user, under both addresses. */
export interface Person {
  phone?: string;
  lid?: string;
  fullName?: string;
  pushName?: string;
  businessName?: string;
  /** The connection on which the person was last stored as a contact; 0: not on any. */
  contactStoredOn: number;
  /** The connection on which the pair of addresses was last stored. */
  pairStoredOn: number;
}

export type Names = Partial<Pick<Person, 'fullName' | 'pushName' | 'businessName'>>;

/** What the phone's owner calls a person goes before what the person calls itself. */
export const nameOf = ({ fullName, businessName, pushName }: Names): string =>
  fullName || businessName || pushName || '';

/** Takes names that are not empty; answers whether one of them was new. */
export function takeNames(person: Names, names: Names): boolean {
  let isNew = false;
  for (const key of ['fullName', 'pushName', 'businessName'] as const) {
    const name = names[key];
    if (!name || person[key] === name) continue;
    person[key] = name;
    isNew = true;
  }
  return isNew;
}
