/**
 * Thrown by a handler for a command that only the owner of the instance may execute, before it has done anything:
 * this process does not hold the session, or no longer under the command's epoch. The sender looks for the owner again.
 */
export class NotOwnerError extends Error {
  constructor() {
    super('This process does not own the session of the instance.');
    this.name = 'NotOwnerError';
  }
}
