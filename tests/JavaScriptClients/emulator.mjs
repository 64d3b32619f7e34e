import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/ProviderRouter.Emulator/bin/Release/net10.0/ProviderRouter.Emulator.dll', import.meta.url));
const patience = 30_000;

/** Starts the built emulator as a process of its own and reads the table that it prints. */
export async function startEmulator() {
  const child = spawn('dotnet', [program, '--port', '0', '--job-duration', '1500', '--token-delay', '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => process.exit(1));
  }

  const providers = await readTable(child);
  return {
    /** The key of a provider. */
    key: (provider) => providers[provider].key,

    /** The base address of a provider, or one of its further ones; it ends with a slash. */
    address: (provider, name = '') => providers[provider].addresses[name],

    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      setTimeout(kill, 3_000).unref();
      await ended;
    },
  };
}

function readTable(child) {
  return new Promise((resolve, reject) => {
    const providers = {};
    let current;
    const late = setTimeout(() => reject(new Error('The emulator did not start in time.')), patience);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The emulator ended with exit code ${code}. Is it built (Release)?`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, first, second, address] = /^(\S*) +(\S+) +(http:\S+)$/.exec(line) ?? [];
      if (first) {
        current = providers[first] = { key: second, addresses: { '': address } };
      } else if (address) {
        current.addresses[second] = address;
      } else if (line.startsWith('Ctrl+C')) {
        clearTimeout(late);
        resolve(providers);
      }
    });
  });
}
