import assert from 'node:assert/strict';
import { ApiError, createFalClient, ValidationError } from '@fal-ai/client';
import * as expect from '../expect.mjs';
import { dataUri, maskPng, png, wav } from '../samples.mjs';

const flux = 'fal-ai/flux/schnell';
const poll = { pollInterval: 50 };

export function checks(emulator) {
  const fal = createFalClient({ credentials: emulator.key('fal-ai') });
  return { ...runs(fal), ...queue(fal), ...streams(fal), ...storage(fal), ...errors(fal, emulator) };
}

function runs(fal) {
  const first = (file) => expect.fetched(file.url);
  const subscribe = async (endpoint, input) => (await fal.subscribe(endpoint, { input, ...poll })).data;
  return {
    'run: picture': async () => {
      const { data, requestId } = await fal.run(flux, { input: { prompt: 'a lighthouse', image_size: 'square', seed: 7 } });
      expect.text(requestId);
      assert.equal(data.seed, 7);
      await expect.picture(await first(data.images[0]));
    },

    'run: picture in the answer': async () => {
      const { data } = await fal.run(flux, { input: { prompt: 'a lighthouse', sync_mode: true } });
      await expect.picture(data.images[0].url.split(',')[1]);
    },

    'run: picture with a LoRA': async () => {
      const loras = [{ path: 'https://huggingface.co/openfree/flux-chatgpt-ghibli-lora/resolve/main/flux-chatgpt-ghibli-lora.safetensors', scale: 1 }];
      const { data } = await fal.run('fal-ai/flux-lora', { input: { prompt: 'a lighthouse', loras } });
      await expect.picture(await first(data.images[0]));
    },

    // A Blob anywhere in the input is uploaded by the client first.
    'subscribe: picture edited': async () => {
      const data = await subscribe('fal-ai/flux-pro/kontext', { prompt: 'make it red', image_url: png() });
      await expect.picture(await first(data.images[0]));
    },

    'subscribe: pictures in a list': async () => {
      const data = await subscribe('fal-ai/nano-banana/edit', { prompt: 'both together', image_urls: [png(), png()] });
      await expect.picture(await first(data.images[0]));
    },

    'subscribe: picture repainted': async () => {
      const data = await subscribe('fal-ai/flux-lora/inpainting', { prompt: 'a boat', image_url: png(), mask_url: maskPng() });
      await expect.picture(await first(data.images[0]));
    },

    'subscribe: background removed': async () => {
      const data = await subscribe('fal-ai/birefnet', { image_url: await dataUri(png()) });
      await expect.picture(await first(data.image));
    },

    'subscribe: video': async () => {
      const data = await subscribe('fal-ai/wan/v2.2-a14b/text-to-video', { prompt: 'waves at night' });
      await expect.video(await first(data.video));
    },

    'subscribe: video from a picture': async () => {
      const data = await subscribe('fal-ai/kling-video/v2.1/standard/image-to-video', { prompt: 'it moves', image_url: png(), duration: '5' });
      await expect.video(await first(data.video));
    },

    'subscribe: speech': async () => {
      const data = await subscribe('fal-ai/kokoro/american-english', { prompt: 'Good morning!', voice: 'af_heart' });
      await expect.sound(await first(data.audio));
    },

    'subscribe: music': async () => {
      const data = await subscribe('fal-ai/stable-audio', { prompt: 'slow waves', seconds_total: 2 });
      await expect.sound(await first(data.audio_file));
    },

    'subscribe: transcription': async () => {
      const data = await subscribe('fal-ai/whisper', { audio_url: wav(), task: 'transcribe', chunk_level: 'segment' });
      expect.text(data.text);
      assert.ok(data.chunks.length > 0);
    },

    'subscribe: language model': async () => {
      const data = await subscribe('fal-ai/any-llm', { prompt: 'Say hello.', model: 'google/gemini-2.5-flash' });
      expect.text(data.output);
    },

    'subscribe: a question about a picture': async () => {
      const data = await subscribe('fal-ai/moondream2/visual-query', { prompt: 'What is this?', image_url: png() });
      expect.text(data.output);
    },
  };
}

function queue(fal) {
  const input = { prompt: 'a lighthouse' };
  const seen = (updates) => [...new Set(updates.map((update) => update.status))];
  return {
    'subscribe: updates and logs, by polling': async () => {
      const updates = [];
      let enqueued;
      const { requestId } = await fal.subscribe(flux, {
        input, logs: true, ...poll, onEnqueue: (id) => (enqueued = id), onQueueUpdate: (update) => updates.push(update),
      });
      assert.equal(enqueued, requestId);
      assert.equal(updates.at(-1).status, 'COMPLETED');
      assert.ok(updates.at(-1).logs.length > 0);
      updates.at(-1).logs.forEach((line) => expect.text(line.message));
    },

    'subscribe: updates by a stream': async () => {
      const updates = [];
      const { data } = await fal.subscribe(flux, { input, logs: true, mode: 'streaming', onQueueUpdate: (update) => updates.push(update) });
      assert.equal(data.images.length, 1);
      assert.equal(seen(updates).at(-1), 'COMPLETED');
      assert.ok(updates.at(-1).logs.length > 0);
    },

    'queue: submit, status, result': async () => {
      const submitted = await fal.queue.submit(flux, { input, priority: 'low' });
      assert.equal(submitted.status, 'IN_QUEUE');
      await fal.queue.subscribeToStatus(flux, { requestId: submitted.request_id, ...poll });
      const status = await fal.queue.status(flux, { requestId: submitted.request_id, logs: true });
      assert.equal(status.status, 'COMPLETED');
      assert.ok(status.metrics.inference_time >= 0);
      const { data, requestId } = await fal.queue.result(flux, { requestId: submitted.request_id });
      assert.equal(requestId, submitted.request_id);
      assert.equal(data.images.length, 1);
    },

    // No more than that it is accepted: a job that runs already may still finish.
    'queue: cancel': async () => {
      const { request_id: requestId } = await fal.queue.submit(flux, { input });
      await fal.queue.cancel(flux, { requestId });
    },

    'queue: too late to cancel': async () => {
      const { request_id: requestId } = await fal.queue.submit(flux, { input });
      await fal.queue.subscribeToStatus(flux, { requestId, ...poll });
      await assert.rejects(fal.queue.cancel(flux, { requestId }), (failure) => failure instanceof ApiError && failure.status === 400);
    },
  };
}

function streams(fal) {
  return {
    'stream: picture': async () => {
      const stream = await fal.stream(flux, { input: { prompt: 'a lighthouse' } });
      const events = [];
      for await (const event of stream) {
        events.push(event);
      }

      const last = await stream.done();
      assert.ok(events.length > 0);
      await expect.picture(await (await fetch(last.images[0].url)).blob());
    },

    'stream: language model': async () => {
      const stream = await fal.stream('fal-ai/any-llm', { input: { prompt: 'Say hello.' } });
      const outputs = [];
      for await (const event of stream) {
        outputs.push(event.output);
      }

      const last = await stream.done();
      assert.equal(last.partial, false);
      assert.ok(last.output.startsWith(outputs[0]));
      expect.text(last.output);
    },
  };
}

function storage(fal) {
  return {
    'storage: upload': async () => {
      const url = await fal.storage.upload(png(), { lifecycle: { expiresIn: '1h' } });
      const stored = await expect.fetched(url);
      assert.equal(stored.size, png().size);
      assert.equal(stored.type, 'image/png');
    },

    // The client uploads in parts what has more than 90 MiB.
    'storage: upload in parts': async () => {
      const size = 91 * 1024 * 1024;
      const url = await fal.storage.upload(new Blob([new Uint8Array(size).fill(7)], { type: 'video/mp4' }));
      const head = await fetch(url, { method: 'HEAD' });
      assert.equal(head.status, 200);
      assert.equal(Number(head.headers.get('content-length')), size);
    },

    'storage: input with files at any depth': async () => {
      const input = await fal.storage.transformInput({ prompt: 'x', nested: [{ image_url: png() }] });
      assert.match(input.nested[0].image_url, /^http/);
    },
  };
}

function errors(fal, emulator) {
  return {
    'a missing field is a ValidationError that names it': async () => {
      await assert.rejects(
        fal.run(flux, { input: {} }),
        (failure) => failure instanceof ValidationError && failure.getFieldErrors('prompt').length === 1);
    },

    'a job whose input is wrong fails with its result': async () => {
      await assert.rejects(
        fal.subscribe(flux, { input: { prompt: 'x', num_images: 99 }, ...poll }),
        (failure) => failure instanceof ValidationError && failure.getFieldErrors('num_images').length === 1);
    },

    'an unknown endpoint is an ApiError': async () => {
      await assert.rejects(fal.run('fal-ai/does-not-exist', { input: {} }), (failure) => failure instanceof ApiError && failure.status === 404);
    },

    'a wrong key is an ApiError': async () => {
      const stranger = createFalClient({ credentials: `${emulator.key('fal-ai')}x` });
      await assert.rejects(stranger.run(flux, { input: { prompt: 'x' } }), (failure) => failure instanceof ApiError && failure.status === 401);
    },
  };
}
