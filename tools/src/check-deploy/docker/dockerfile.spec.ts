import { describe, expect, it } from '@jest/globals';
import { parseDockerfile } from './dockerfile.js';

const TEXT = `# syntax=docker/dockerfile:1
ARG NODE_VERSION=24.1.0
FROM node:\${NODE_VERSION}-slim AS base
FROM --platform=linux/amd64 base AS build
ARG LATER=1
FROM base AS web
COPY --chown=1:1 --from=build /a ./
COPY --from=bulid /b ./
FROM bsae AS other
`;

describe('A Dockerfile', () => {
  const { stages, settings, missing } = parseDockerfile(TEXT);

  it('has its targets and the settings for all of them', () => {
    expect([...stages]).toEqual(['base', 'build', 'web', 'other']);
    expect(settings).toEqual({ NODE_VERSION: '24.1.0' });
  });

  it('has the stages that it names but does not define', () => {
    expect(missing).toEqual(['bulid', 'bsae']);
  });
});
