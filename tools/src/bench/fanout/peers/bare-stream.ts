export const BARE_STREAM = 'starling:bench:bare-ws';
export const READ_AT_ONCE = 500;
