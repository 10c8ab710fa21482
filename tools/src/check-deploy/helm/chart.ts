import { type Complaints } from '../runner/report.js';
import { lastLines, runCommand } from '../runner/run-command.js';
import { type Manifest, parseManifests } from '../kubernetes/manifest.js';

/** Runs Helm on a chart on disk. */
export class Chart {
  constructor(
    private readonly helm: string,
    private readonly directory: string,
  ) {}

  async lint(valuesFile: string): Promise<Complaints> {
    const args = ['lint', this.directory, '--strict', '--values', valuesFile];
    const { code, stdout, stderr } = await runCommand(this.helm, args);
    return code === 0 ? [] : lastLines(`${stdout}\n${stderr}`);
  }

  async render(valuesFile: string): Promise<Manifest[]> {
    const { code, stdout, stderr } = await this.template(['--values', valuesFile]);
    if (code !== 0) throw new Error(lastLines(stderr).join(' '));
    return parseManifests(stdout);
  }

  /** The message with which Helm refuses the values; undefined when it renders them. */
  async refusal(...args: string[]): Promise<string | undefined> {
    const { code, stderr } = await this.template(args);
    return code === 0 ? undefined : stderr;
  }

  private template(args: readonly string[]) {
    return runCommand(this.helm, ['template', 'check', this.directory, ...args]);
  }
}
