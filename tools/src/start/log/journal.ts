import { rankOf, type Level, LEVELS, mergeLine } from './log-line.js';
import { type LogFile } from './log-file.js';
import { readableLine } from './readable-line.js';

export interface Terminal {
  isTTY: boolean;
  write(text: string): void;
}

/**
 * Everything that is said: the lines of all processes, merged, to the file and to the terminal.
 * While the deployment starts, the terminal belongs to the phases and gets no log lines.
 */
export class Journal {
  private live = false;
  private status = '';
  private readonly format: (line: string) => string;

  constructor(
    private readonly file: LogFile,
    private readonly terminal: Terminal,
    private readonly level: Level | 'silent',
    /** Without it a terminal gets lines for people, and everything else JSON. */
    format?: 'json' | 'pretty',
  ) {
    const isForPeople = format === undefined ? terminal.isTTY : format === 'pretty';
    this.format = isForPeople ? readableLine(terminal.isTTY) : (line) => `${line}\n`;
  }

  get path(): string {
    return this.file.path;
  }

  /** One line of a child, of the given level unless the line names its own. */
  record(service: string, line: string, level: Level): void {
    const merged = mergeLine(service, line, level);
    this.file.write(merged);
    const limit = this.level === 'silent' ? Infinity : LEVELS[this.level];
    if (this.live && rankOf(merged) >= limit) this.terminal.write(this.format(merged));
  }

  /** A sentence to the person at the terminal, kept in the file too. */
  say(sentence: string, level: Level = 'info'): void {
    this.file.write(mergeLine('supervisor', sentence, level));
    this.print(sentence);
  }

  /** For the terminal alone: tokens must not reach the file. */
  print(text: string): void {
    this.clearStatus();
    this.terminal.write(`${text}\n`);
    this.showStatus(this.status);
  }

  /** What is going on right now, on a terminal that can take it back. */
  showStatus(status: string): void {
    this.clearStatus();
    this.status = status;
    if (this.terminal.isTTY && status !== '') this.terminal.write(`… ${status}`);
  }

  showLogs(): void {
    this.live = true;
  }

  private clearStatus(): void {
    if (this.terminal.isTTY && this.status !== '') this.terminal.write('\r\u001b[K');
  }
}
