import { type Sandbox } from '@starling/whatsapp-sandbox';
import { type z } from 'zod';
import { type Population } from './population.js';

export interface ControlCall<Body> {
  readonly sandbox: Sandbox;
  readonly people: Population;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
}

export interface Endpoint<Body extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: Body;
  /** The fields that it returns are sent with `success: true`. */
  act(call: ControlCall<z.output<Body>>): object | void | Promise<object | void>;
}

/** Infers the type of the body for `act`. */
export const endpoint = <Body extends z.ZodType>(declared: Endpoint<Body>): Endpoint => declared;
