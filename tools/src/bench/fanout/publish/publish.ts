/** Hands one event of a room to its server's way of spreading it. */
export type Publish = (room: string) => Promise<unknown>;
