import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApp, startApp } from '@starling/platform';
import { requestJson, until } from '@starling/testing';
import { SANDBOX } from './control/population.js';
import { sandboxConfig } from './sandbox.config.js';
import { SandboxModule } from './sandbox.module.js';
import { type Sandbox } from '@starling/whatsapp-sandbox';

let running: RunningApp;

beforeAll(async () => {
  const ports = { PORT: '0', WHATSAPP_PORT: '0', MEDIA_PORT: '0' };
  const config = sandboxConfig.read({ ...ports, LOG_LEVEL: 'silent' });
  const rootModule = () => SandboxModule.with(config);
  running = await startApp({ role: 'sandbox', config, describedConfig: {}, rootModule });
});

afterAll(() => running.stop());

describe('A fresh sandbox', () => {
  it('has the people that its documentation names', async () => {
    const { body } = await requestJson(`http://127.0.0.1:${running.port}`, 'GET', '/api/overview');
    expect((body as { contacts: object[] }).contacts).toMatchObject([
      { number: '5511999999999', name: 'Ana' },
      { number: '5511988888888', name: 'Bruno' },
    ]);
  });

  it('has a contact that answers each text with the same text', async () => {
    const sandbox = running.app.get<Sandbox>(SANDBOX);
    const ana = sandbox.contacts.get('5511999999999');
    const friend = sandbox.contacts.add({ name: 'Friend' });
    await friend.send(ana!, 'Hello');
    await until(() =>
      friend.inbox.some(
        ({ from, message }) => from.number === '5511999999999' && message.conversation === 'Hello',
      ),
    );
  });
});
