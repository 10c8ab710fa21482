/** A user as WhatsApp describes them; fields that are left out keep their stored value. */
export interface ContactNote {
  /** The phone's address if it is known, else the hidden one. */
  readonly jid: string;
  readonly lid?: string;
  readonly fullName?: string;
  readonly pushName?: string;
  readonly businessName?: string;
}

/** Both addresses of one user: hidden and phone. */
export interface LidPair {
  readonly lid: string;
  readonly phoneJid: string;
}
