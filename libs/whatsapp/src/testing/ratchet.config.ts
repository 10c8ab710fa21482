/** How often the spec of the ratchet kills its process: a few times in the suite, `RATCHET_RUNS=200` by hand. */
export const RATCHET_RUNS = Number(process.env['RATCHET_RUNS'] ?? 16);
