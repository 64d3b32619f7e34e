const picture = 'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAU0lEQVR42u3PQREAAAQAMEkkkURisUTw8tvdCiym8lX2vAoBAQEBAQEBAQEBAQEBAQEBAQEB'
  + 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBgcsCIXARHgzScI0AAAAASUVORK5CYII=';
const mask = 'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAAY0lEQVR42u3QAQkAAAwDoPUv/ccYA41grixtAgQIECBAgAABAgQIECBAgAABAgQIECBAgAABAgQI'
  + 'ECBAgAABAgQIECBAgAABAgQIECBAgAABAgQIECBAgAABAgQIECBAwH7AA7sQ4dL4M4tlAAAAAElFTkSuQmCC';

/** A PNG of 64×64. */
export const png = () => new File([Buffer.from(picture, 'base64')], 'picture.png', { type: 'image/png' });

/** A mask for it, one half transparent. */
export const maskPng = () => new File([Buffer.from(mask, 'base64')], 'mask.png', { type: 'image/png' });

/** One second of a tone. */
export function wav() {
  const rate = 16_000;
  const bytes = Buffer.alloc(44 + rate * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(rate * 2, 40);
  for (let i = 0; i < rate; i++) {
    bytes.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 440 * i) / rate)), 44 + i * 2);
  }

  return new File([bytes], 'tone.wav', { type: 'audio/wav' });
}

/** A file in the form of an address. */
export const dataUri = async (file) => `data:${file.type};base64,${Buffer.from(await file.arrayBuffer()).toString('base64')}`;
