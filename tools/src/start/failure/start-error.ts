/** A failed start. The message is the sentence that the person sees. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
