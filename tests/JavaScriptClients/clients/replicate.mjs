import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import Replicate, { parseProgressFromLogs, validateWebhook } from 'replicate';
import * as expect from '../expect.mjs';
import { dataUri, png, wav } from '../samples.mjs';

const llama = 'meta/meta-llama-3-8b-instruct';
const flux = 'black-forest-labs/flux-schnell';
const sdxl = 'stability-ai/sdxl:39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b';
const llava = 'yorickvp/llava-13b:80537f9eead1a5bfa72d5ac6ea6414379be41d4d4f6679fd776e9535d1eb58bb';
const whisper = 'openai/whisper:8099696689d249cf8b122d833c36ac3f75505c666a395ca40ef26f68e7d3d16e';
const bark = 'suno-ai/bark:b76242b40d67c76ab6742e987628a2a9ac019e11d56ab96c4e91ce03b79b2787';
const hello = 'replicate/hello-world:5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa';

export function checks(emulator) {
  const replicate = new Replicate({ auth: emulator.key('replicate'), baseUrl: `${emulator.address('replicate')}v1` });
  return { ...runs(replicate), ...streams(replicate), ...predictions(replicate), ...catalogue(replicate), ...files(replicate), ...webhooks(replicate) };
}

/** The client makes a file object only of https and data addresses, which the emulator's are not always. */
const content = async (output) => (typeof output === 'string' ? expect.fetched(output) : output.blob());

function runs(replicate) {
  return {
    'run: an official model': async () => {
      const [output] = await replicate.run(flux, { input: { prompt: 'a lighthouse', output_format: 'png' } });
      await expect.picture(await content(output));
    },

    'run: a community model by its version': async () => {
      const output = await replicate.run(sdxl, { input: { prompt: 'a lighthouse', width: 512, height: 512, num_outputs: 2 } });
      assert.equal(output.length, 2);
      await expect.picture(await content(output[1]));
    },

    'run: by polling, with progress': async () => {
      const seen = [];
      const output = await replicate.run(hello, { input: { text: 'Alice' }, wait: { mode: 'poll', interval: 50 } }, (prediction) => seen.push(prediction.status));
      assert.equal(output, 'hello Alice');
      assert.equal(seen[0], 'starting');
      assert.equal(seen.at(-1), 'succeeded');
    },

    'run: a file as input, uploaded': async () => {
      const output = await replicate.run(llava, { input: { image: png(), prompt: 'What is this?' } });
      expect.text(output.join(''));
    },

    'run: a buffer as input, uploaded': async () => {
      const image = Buffer.from(await png().arrayBuffer());
      expect.text((await replicate.run(llava, { input: { image, prompt: 'What is this?' } })).join(''));
    },

    // Not by the client's own strategy "data-uri": in 1.4.0 it hands over the client in place of the input, which is then sent empty.
    'run: a file as input, in a data URI': async () => {
      const image = await dataUri(png());
      expect.text((await replicate.run(llava, { input: { image, prompt: 'What is this?' } })).join(''));
    },

    'run: picture from a picture': async () => {
      const [output] = await replicate.run(sdxl, { input: { image: png(), prompt: 'a lighthouse', prompt_strength: 0.6 } });
      await expect.picture(await content(output));
    },

    'run: speech': async () => {
      const output = await replicate.run(bark, { input: { prompt: 'Good morning!' } });
      await expect.sound(await content(output.audio_out));
    },

    'run: transcription': async () => {
      const output = await replicate.run(whisper, { input: { audio: wav() } });
      expect.text(output.transcription);
      assert.ok(output.segments.length > 0);
    },

    'run: music': async () => {
      const { latest_version: version } = await replicate.models.get('meta', 'musicgen');
      const output = await replicate.run(`meta/musicgen:${version.id}`, { input: { prompt: 'slow waves', duration: 2 } });
      await expect.sound(await content(output));
    },

    'run: video': async () => {
      const output = await replicate.run('wan-video/wan-2.2-t2v-fast', { input: { prompt: 'waves at night' } });
      await expect.video(await content(output));
    },

    'run: video from a picture': async () => {
      const output = await replicate.run('wan-video/wan-2.2-i2v-fast', { input: { image: png(), prompt: 'it moves' } });
      await expect.video(await content(output));
    },

    'run: a model that fails tells why': async () => {
      await assert.rejects(replicate.run(flux, { input: { prompt: 'please fail' } }), /Prediction failed: \S/);
    },

    'run: broken off by its signal, the prediction is cancelled': async () => {
      const stop = new AbortController();
      const seen = [];
      const options = { input: { prompt: 'a lighthouse' }, wait: { mode: 'poll', interval: 50 }, signal: stop.signal };
      await replicate.run(flux, options, (prediction) => {
        seen.push(prediction.status);
        stop.abort();
      });
      assert.equal(seen.at(-1), 'canceled');
    },
  };
}

function streams(replicate) {
  return {
    'stream: a language model': async () => {
      const events = [];
      for await (const event of replicate.stream(llama, { input: { prompt: 'Tell me a story', max_tokens: 40 } })) {
        events.push(event);
      }

      expect.text(events.join(''));
      assert.equal(events.at(-1).event, 'done');
      assert.ok(events.filter((event) => event.event === 'output').every((event) => event.id));
    },

    'stream: a model by its version, that sees': async () => {
      let text = '';
      for await (const event of replicate.stream(llava, { input: { image: png(), prompt: 'What is this?' } })) {
        text += event;
      }

      expect.text(text);
    },

    'stream: a model that fails': async () => {
      await assert.rejects(async () => {
        for await (const event of replicate.stream(llama, { input: { prompt: 'please fail' } })) {
          assert.ok(event);
        }
      });
    },
  };
}

function predictions(replicate) {
  const input = { prompt: 'a lighthouse' };
  return {
    'predictions: create, get, wait': async () => {
      const created = await replicate.predictions.create({ model: flux, input });
      assert.equal(created.status, 'starting');
      assert.deepEqual(created.input, input);
      assert.equal((await replicate.predictions.get(created.id)).id, created.id);

      const done = await replicate.wait(created, { interval: 50 });
      assert.equal(done.status, 'succeeded');
      assert.ok(done.metrics.predict_time >= 0);
      assert.ok(parseProgressFromLogs(done).percentage > 0);
      await expect.picture(await expect.fetched(done.output[0]));
    },

    'predictions: create and wait at the server': async () => {
      const done = await replicate.predictions.create({ version: hello.split(':')[1], input: { text: 'Bob' }, wait: 10 });
      assert.equal(done.output, 'hello Bob');
    },

    'predictions: cancel': async () => {
      const created = await replicate.predictions.create({ model: flux, input });
      await replicate.predictions.cancel(created.id);
      const gone = await replicate.wait(created, { interval: 50 });
      assert.equal(gone.status, 'canceled');
    },

    'predictions: list, page by page': async () => {
      const { id } = await replicate.predictions.create({ model: flux, input });
      const ids = [];
      for await (const page of replicate.paginate(replicate.predictions.list)) {
        ids.push(...page.map((prediction) => prediction.id));
      }

      assert.ok(ids.includes(id));
      assert.equal(new Set(ids).size, ids.length);
    },

    'predictions: a wrong input is refused with its name': async () => {
      await assert.rejects(
        replicate.predictions.create({ model: flux, input: { prompt: 'x', num_outputs: 9 } }),
        (failure) => failure.response.status === 422 && /num_outputs/.test(failure.message));
    },

    'deployments: a prediction': async () => {
      const created = await replicate.deployments.predictions.create('emulator', 'chat', { input: { prompt: 'Hello' }, wait: true });
      const done = await replicate.wait(created, { interval: 50 });
      expect.text(done.output.join(''));
    },

    'deployments: get and list': async () => {
      const one = await replicate.deployments.get('emulator', 'chat');
      assert.equal(one.current_release.model, llama);
      assert.ok((await replicate.deployments.list()).results.some((deployment) => deployment.name === 'chat'));
    },
  };
}

function catalogue(replicate) {
  return {
    'models: get and its versions': async () => {
      const model = await replicate.models.get('stability-ai', 'sdxl');
      assert.equal(model.name, 'sdxl');
      assert.equal(model.latest_version.openapi_schema.components.schemas.Input.properties.prompt.type, 'string');

      const { results } = await replicate.models.versions.list('stability-ai', 'sdxl');
      assert.ok(results.some((version) => version.id === model.latest_version.id));
      assert.equal((await replicate.models.versions.get('stability-ai', 'sdxl', results.at(-1).id)).id, results.at(-1).id);
    },

    'models: list': async () => {
      assert.ok((await replicate.models.list()).results.length > 0);
    },

    'models: one that is not there': async () => {
      await assert.rejects(replicate.models.get('nobody', 'does-not-exist'), (failure) => failure.response.status === 404);
    },

    'account': async () => {
      assert.equal((await replicate.accounts.current()).username, 'emulator');
    },
  };
}

function files(replicate) {
  return {
    'files: create, get, list, delete': async () => {
      const file = await replicate.files.create(png(), { purpose: 'judging' });
      assert.equal(file.content_type, 'image/png');
      assert.equal(file.size, png().size);
      assert.deepEqual((await replicate.files.get(file.id)).metadata, { purpose: 'judging' });
      assert.ok((await replicate.files.list()).results.some((entry) => entry.id === file.id));
      assert.equal(await replicate.files.delete(file.id), true);
      await assert.rejects(replicate.files.get(file.id), (failure) => failure.response.status === 404);
    },
  };
}

function webhooks(replicate) {
  return {
    'webhooks: deliveries are signed': async () => {
      const deliveries = [];
      const server = createServer(async (request, response) => {
        const pieces = await request.toArray();
        response.end();
        deliveries.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
        if (JSON.parse(deliveries.at(-1).body).status === 'succeeded') {
          server.emit('succeeded');
        }
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      try {
        const succeeded = once(server, 'succeeded', { signal: AbortSignal.timeout(10_000) });
        const webhook = `http://127.0.0.1:${server.address().port}/hook`;
        const created = await replicate.predictions.create({ model: flux, input: { prompt: 'x' }, webhook, webhook_events_filter: ['start', 'completed'] });
        await succeeded;

        const { key } = await replicate.webhooks.default.secret.get();
        for (const delivery of deliveries) {
          assert.equal(JSON.parse(delivery.body).id, created.id);
          assert.equal(await validateWebhook(delivery, key), true);
          assert.equal(await validateWebhook({ ...delivery, body: `${delivery.body} ` }, key), false);
        }
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
