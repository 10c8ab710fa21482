import { type Dispatcher } from 'undici';
import { toOutboundError } from './call-failure.js';
import { OutboundError } from './outbound-error.js';

const KEPT_BYTES = 1_024;
/** The first bytes of a body are kept when they come with the headers; the wait for them is short. */
const BODY_PATIENCE_MS = 250;
/** A longer body costs its connection, a shorter one is read to its end for the sake of the next call. */
const MAX_READ_BYTES = 128 * 1_024;

export interface BriefAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of a failure: at most its first KiB. */
  readonly firstBytes: Buffer | undefined;
}

/** The callbacks of a request: either `resolve` or `reject` is called, once. */
export interface Awaited {
  resolve(answer: BriefAnswer): void;
  reject(error: OutboundError): void;
  /** Nothing more comes: its deadline may be forgotten. */
  over(): void;
}

/** One POST whose answer is its status. Nothing of a body is ever waited for that says what is known already. */
export class Posting implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private answer: Omit<BriefAnswer, 'firstBytes'> | undefined;
  private settled = false;
  private readBytes = 0;
  private patience: NodeJS.Timeout | undefined;

  constructor(private readonly awaited: Awaited) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // Given up while it waited for a connection.
    if (this.settled) controller.abort(new Error('given up'));
  }

  onResponseStart(_: unknown, status: number, headers: BriefAnswer['headers']): void {
    // Something informational: the answer is still to come.
    if (status < 200) return;
    this.answer = { status, headers };
    if (status < 300) this.settle(undefined);
    else this.patience = setTimeout(() => this.settle(undefined), BODY_PATIENCE_MS);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.settle(chunk);
    this.readBytes += chunk.length;
    if (this.readBytes > MAX_READ_BYTES) controller.abort(new Error('too long'));
  }

  onResponseEnd(): void {
    this.settle(undefined);
    this.awaited.over();
  }

  onResponseError(_: unknown, error: Error): void {
    this.fail(toOutboundError(error));
    this.awaited.over();
  }

  /** Its time is up; a body that still comes is left. */
  expire(): void {
    const error = new OutboundError('timeout', 'no answer in time');
    this.fail(error);
    this.controller?.abort(error);
  }

  private settle(chunk: Buffer | undefined): void {
    if (this.settled || !this.answer) return;
    this.settled = true;
    clearTimeout(this.patience);
    // A copy: a slice would keep the whole of what was read.
    const firstBytes = chunk && Buffer.from(chunk.subarray(0, KEPT_BYTES));
    this.awaited.resolve({ ...this.answer, firstBytes });
  }

  /** Headers that came are an answer, whatever becomes of the body. */
  private fail(error: OutboundError): void {
    if (this.answer) return this.settle(undefined);
    if (this.settled) return;
    this.settled = true;
    this.awaited.reject(error);
  }
}
