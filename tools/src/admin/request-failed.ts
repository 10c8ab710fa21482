/** The command was understood and not carried out. The message is one sentence. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
}
