import assert from 'node:assert/strict';

const signatures = {
  picture: ['89504e47', 'ffd8ff', '52494646'],
  sound: ['52494646', '494433', 'fff', '664c6143', '4f676753'],
};

/** A text that says something. */
export function text(value) {
  assert.equal(typeof value, 'string', `a text, not ${JSON.stringify(value)}`);
  assert.notEqual(value.trim(), '');
}

/** The text of a stream of chats or completions. */
export async function joined(stream) {
  let whole = '';
  for await (const chunk of stream) {
    whole += chunk.choices[0]?.delta?.content ?? chunk.choices[0]?.text ?? '';
  }

  return whole;
}

/** A vector of numbers that are not all the same. */
export function vector(value, length) {
  assert.ok(Array.isArray(value) && value.every(Number.isFinite), 'a list of numbers');
  assert.ok(new Set(value).size > 1, 'numbers that differ');
  if (length) {
    assert.equal(value.length, length);
  }
}

/** Classes with their scores, best first. */
export function scores(value) {
  assert.ok(value.length > 0);
  for (const { label, score } of value) {
    text(label);
    assert.ok(score >= 0 && score <= 1);
  }
}

export const picture = (value) => media(value, 'picture', (hex) => signatures.picture.some((start) => hex.startsWith(start)));

export const sound = (value) => media(value, 'sound', (hex) => signatures.sound.some((start) => hex.startsWith(start)));

export const video = (value) => media(value, 'MP4', (hex) => hex.startsWith('66747970', 8));

/** The content of an address, which no key opens. */
export async function fetched(address) {
  const response = await fetch(address);
  assert.equal(response.status, 200, `${address} is there`);
  return response.blob();
}

async function media(value, kind, fits) {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.from(value.arrayBuffer ? await value.arrayBuffer() : value);
  const hex = bytes.subarray(0, 16).toString('hex');
  assert.ok(bytes.length > 100 && fits(hex), `a ${kind}, not ${bytes.length} bytes beginning ${hex}`);
}
