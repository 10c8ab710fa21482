import { type Environment } from './define-config.js';

/** The one place of the running product where the environment is read; schemas judge it from here. */
export const processEnvironment: Environment = process.env;
