import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startEmulator } from './emulator.mjs';
import { confine } from './loopback.mjs';

const names = ['openai', 'replicate', 'fal', 'together', 'huggingface', 'huggingface-router'];
const timeout = 60_000;

// Nothing here may hang: what is left then ends with the process.
setTimeout(() => process.exit(1), 150_000).unref();

const clients = await Promise.all(names.map((name) => import(`./clients/${name}.mjs`)));
const emulator = await startEmulator();
after(() => emulator.stop());
confine(emulator);

describe('loopback', () => {
  it('refuses every other host', async () => {
    await assert.rejects(fetch('https://example.com/'), (failure) => /not on loopback/.test(String(failure.cause ?? failure)));
  });
});

clients.forEach((client, index) => {
  describe(names[index], { concurrency: 8 }, () => {
    for (const [title, check] of Object.entries(client.checks(emulator))) {
      it(title, { timeout }, check);
    }
  });
});
