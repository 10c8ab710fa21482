/** The profile of a business. */
export interface BusinessFacts {
  address?: string;
  description?: string;
  email?: string;
  websites?: string[];
  category?: string;
  hours?: BusinessHours;
  /** The id of the uploaded picture. */
  coverPhoto?: string;
}

interface BusinessHours {
  timezone: string;
  /** The attributes of each day, as in the stanzas of clients. */
  days: Record<string, string>[];
}

export const TEXT_FACTS = ['address', 'description', 'email'] as const;
export type TextFact = (typeof TEXT_FACTS)[number];

export const isTextFact = (tag: string): tag is TextFact =>
  TEXT_FACTS.some((known) => known === tag);
