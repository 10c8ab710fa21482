import 'reflect-metadata';
import { type Operation } from '@starling/contract';
import { Controller, Injectable, type Type } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';

const OPERATION = 'starling:operation';

/**
 * Marks the one class that carries out an operation in its method `act`.
 * In a session worker it becomes an ordinary Nest message handler for the command of the same name.
 */
export function Handles(operation: Operation) {
  return (target: Type<{ act(...args: never[]): unknown }>): void => {
    Reflect.defineMetadata(OPERATION, operation, target);
    if (operation.runsIn === 'gateway') {
      Injectable()(target);
      return;
    }
    Controller()(target);
    const act = Object.getOwnPropertyDescriptor(target.prototype, 'act');
    MessagePattern(operation.name)(
      target.prototype as object,
      'act',
      act as TypedPropertyDescriptor<unknown>,
    );
  };
}

export const operationOf = (target: object): Operation | undefined =>
  Reflect.getMetadata(OPERATION, target) as Operation | undefined;
