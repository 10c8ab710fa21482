export interface BenchReport {
  readonly name: string;
  /** Figures of the product. The name contains the unit (`p50Ms`, `perSecond`). */
  readonly figures: Readonly<Record<string, number>>;
  /** Figures of the peer or the floor, from the same run on the same machine. */
  readonly floor: Readonly<Record<string, number>>;
  /** Figures divided by those of the floor: only these can be compared between machines. */
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
