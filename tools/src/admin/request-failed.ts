/** The command is right, but the request failed. The message is one sentence. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
}
