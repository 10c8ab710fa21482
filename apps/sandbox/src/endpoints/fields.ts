import { z } from 'zod';

export const number = z.string().regex(/^\d{5,20}$/, 'must be 5 to 20 digits');
/** A number, or the JID of a group. */
export const chat = z.string().regex(/^(\d{5,20}|[\w-]+@g\.us)$/, 'must be a number or a group');
export const person = z.object({ number: number.optional(), name: z.string().max(100).optional() });
export const addressing = z.enum(['lid', 'pn']).optional();
