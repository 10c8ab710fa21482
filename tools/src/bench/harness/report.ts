export interface BenchReport {
  readonly name: string;
  /** What was measured of the product; the name carries the unit (`p50Ms`, `perSecond`). */
  readonly figures: Readonly<Record<string, number>>;
  /** The peer or the floor, measured in the same run on the same machine. */
  readonly floor: Readonly<Record<string, number>>;
  /** Figures over floor: the only numbers that travel between machines. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

const rounded = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

export function renderReport(report: BenchReport): string {
  const rows = (title: string, values: Readonly<Record<string, number>>): string[] =>
    Object.entries(values).map(
      ([key, value]) => `  ${title.padEnd(8)}${key.padEnd(34)}${rounded(value).padStart(12)}`,
    );
  return [
    `${report.name}`,
    ...rows('figure', report.figures),
    ...rows('floor', report.floor),
    ...rows('ratio', report.ratios),
    ...report.notes.map((note) => `  note    ${note}`),
  ].join('\n');
}
