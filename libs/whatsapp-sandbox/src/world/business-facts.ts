/** What a business says of itself. */
export interface BusinessFacts {
  address?: string;
  description?: string;
  email?: string;
  websites?: string[];
  category?: string;
  hours?: BusinessHours;
  /** Its id. */
  coverPhoto?: string;
}

interface BusinessHours {
  timezone: string;
  /** Of each day the attributes as clients send and read them. */
  days: Record<string, string>[];
}

export const TEXT_FACTS = ['address', 'description', 'email'] as const;
export type TextFact = (typeof TEXT_FACTS)[number];

export const isTextFact = (tag: string): tag is TextFact =>
  TEXT_FACTS.some((known) => known === tag);
