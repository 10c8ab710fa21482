/** How many random bytes a message id is made of. */
export const MESSAGE_ID_BYTES = 9;

/** In the form that WhatsApp's own companions give theirs. */
export const messageIdFrom = (random: Uint8Array): string =>
  `3EB0${Buffer.from(random).toString('hex').toUpperCase()}`;
