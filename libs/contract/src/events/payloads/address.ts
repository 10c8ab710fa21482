import { z } from 'zod';

/** A full address without a device part: `<user>@<server>`. */
export const fullJid = z.string().regex(/^[^@:\s]+@[a-z.]+$/);

/** An unknown address is `""`. */
export const fullJidOrNothing = z.union([fullJid, z.literal('')]);

/** `jid` is the address of the phone, with the LID beside it when it is known. With an unknown phone `jid` is the LID. */
export const party = z.strictObject({
  jid: fullJid,
  lid: z
    .string()
    .regex(/^[^@:\s]+@lid$/)
    .nullable(),
  name: z.string(),
});
