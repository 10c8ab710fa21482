/** The variables of Baileys' GraphQL queries about channels. */
export interface MexVariables {
  newsletter_id?: string;
  user_id?: string;
  input?: { name?: string; description?: string | null; key?: string; type?: string };
  updates?: ChannelUpdates;
}

export interface ChannelUpdates {
  name?: string;
  description?: string;
  /** Base64; an empty text deletes the picture. */
  picture?: string;
}

export interface MexRefusal {
  readonly error: number;
  readonly text: string;
}

export type MexOutcome = { data: unknown } | MexRefusal;
