/** A refusal of the control API. */
export class ControlError extends Error {
  constructor(
    readonly status: 400 | 404 | 409,
    message: string,
  ) {
    super(message);
    this.name = 'ControlError';
  }
}

export const notFound = (what: string): ControlError => new ControlError(404, `${what} not found`);
