export const BARE_STREAM = 'bench:webhooks:bare';
export const BARE_GROUP = 'bench';
