/** Publishes one event of a room in the way that the server expects. */
export type Publish = (room: string) => Promise<unknown>;
