import { type Answer } from '../../port/outgoing.js';

const ANSWERS: Readonly<Record<string, Answer>> = { '463': 'unwelcome', '429': 'throttled' };

/** By the error in the acknowledgment of a message. */
export const answerOf = (error: string | undefined): Answer =>
  error === undefined ? 'accepted' : (ANSWERS[error] ?? 'refused');
