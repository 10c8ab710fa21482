const GAP = '  ';

/** Columns are as wide as their widest cell. The last column is not padded. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(...[head, ...rows.map((row) => row[column] ?? '')].map((cell) => [...cell].length)),
  );
  return [heads, ...rows].map((row) => line(row, widths)).join('\n');
}

/** One line for each pair, with the name on the left. */
export function facts(pairs: readonly (readonly [string, string])[]): string {
  const widths = [Math.max(...pairs.map(([name]) => [...name].length)), 0];
  return pairs.map((pair) => line(pair, widths)).join('\n');
}

function line(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => {
    const missing = (widths[column] ?? 0) - [...cell].length;
    return column === cells.length - 1 ? cell : cell + ' '.repeat(missing);
  });
  return padded.join(GAP).trimEnd();
}
