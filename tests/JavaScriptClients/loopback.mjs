import { Socket } from 'node:net';

const near = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Keeps the process on loopback. The hosts that clients have no option for lead to the emulator, through the global fetch because some clients
 * use that one whatever fetch they are given; a connection to any other host fails.
 */
export function confine(emulator) {
  const addresses = {
    'api.fireworks.ai': emulator.address('fireworks-ai'),
    'api.replicate.com': emulator.address('replicate'),
    'api.together.ai': emulator.address('together'),
    'api.together.xyz': emulator.address('together'),
    'fal.run': emulator.address('fal-ai'),
    'queue.fal.run': emulator.address('fal-ai', 'queue'),
    'rest.fal.ai': emulator.address('fal-ai', 'rest'),
    'huggingface.co': emulator.address('huggingface-router', 'hub'),
    'router.huggingface.co': emulator.address('huggingface-router'),
  };
  const real = globalThis.fetch;
  globalThis.fetch = (target, init) => {
    const url = new URL(target);
    const address = addresses[url.hostname];
    return real(address ? new URL(url.pathname.slice(1) + url.search, address) : url, init);
  };

  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (...given) {
    const [options] = Array.isArray(given[0]) ? given[0] : given;
    const host = typeof options === 'object' ? (options.host ?? 'localhost') : typeof given[1] === 'string' ? given[1] : 'localhost';
    if (!near.has(host)) {
      throw new Error(`${host} is not on loopback.`);
    }

    return connect.apply(this, given);
  };
}
