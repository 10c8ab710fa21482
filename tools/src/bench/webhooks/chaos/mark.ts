/** The chat of a message and its place in the chat. The text of the message contains both. */
export interface Mark {
  readonly chat: number;
  readonly place: number;
}

export const writeMark = ({ chat, place }: Mark): string => `message ${place} of chat ${chat};`;

export function readMark(text: string): Mark | undefined {
  const [, place, chat] = /message (\d+) of chat (\d+);/.exec(text) ?? [];
  return chat === undefined ? undefined : { chat: Number(chat), place: Number(place) };
}
