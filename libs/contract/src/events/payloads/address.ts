import { z } from 'zod';

/** A full address without a device part: `<user>@<server>`. */
export const fullJid = z.string().regex(/^[^@:\s]+@[a-z.]+$/);

/** Whose full address nobody told is `""`. */
export const fullJidOrNothing = z.union([fullJid, z.literal('')]);

/** `jid` is the phone's when it is known, and then `lid` stands beside it. */
export const party = z.strictObject({
  jid: fullJid,
  lid: z
    .string()
    .regex(/^[^@:\s]+@lid$/)
    .nullable(),
  name: z.string(),
});
