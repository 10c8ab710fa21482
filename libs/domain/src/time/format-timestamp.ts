/** RFC 3339 in UTC. Fractions are cut, never rounded up: nothing is dated into the future. */
export const formatTimestamp = (moment: Date): string => `${moment.toISOString().slice(0, 19)}Z`;
