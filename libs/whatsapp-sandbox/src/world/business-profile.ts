/** The profile of a business. */
export interface BusinessProfile {
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

export const TEXT_FIELDS = ['address', 'description', 'email'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const isTextField = (tag: string): tag is TextField =>
  TEXT_FIELDS.some((known) => known === tag);
