/** The parts of a Dockerfile that checks need. */
export interface Dockerfile {
  /** The possible values of `--target`. */
  readonly stages: ReadonlySet<string>;
  /** `ARG` defaults before the first stage. */
  readonly settings: Readonly<Record<string, string>>;
  /** Stages in a `FROM` or `COPY --from` that no earlier line defines. */
  readonly missing: readonly string[];
}

const FROM = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i;
const COPY_FROM = /^COPY\s+.*--from=(\S+)/i;
const SETTING = /^ARG\s+(\w+)=(\S+)/i;

export function parseDockerfile(text: string): Dockerfile {
  const stages = new Set<string>();
  const settings: Record<string, string> = {};
  const missing: string[] = [];
  for (const line of text.split('\n')) {
    const setting = SETTING.exec(line);
    if (setting && stages.size === 0) settings[setting[1] as string] = setting[2] as string;
    const from = FROM.exec(line);
    // A name with a tag is an image in a registry.
    if (from && !stages.has(from[1] as string) && !from[1]?.includes(':'))
      missing.push(from[1] as string);
    if (from?.[2]) stages.add(from[2]);
    const copied = COPY_FROM.exec(line)?.[1];
    if (copied && !stages.has(copied)) missing.push(copied);
  }
  return { stages, settings, missing };
}
