/** Its message is the one sentence that a failed start ends with. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
