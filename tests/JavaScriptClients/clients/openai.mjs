import assert from 'node:assert/strict';
import OpenAI from 'openai';
import * as expect from '../expect.mjs';
import { dataUri, maskPng, png, wav } from '../samples.mjs';

const messages = [{ role: 'system', content: 'Be short.' }, { role: 'user', content: 'Say hello.' }];

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

const question = [{ role: 'user', content: 'Call get_weather for Paris.' }];

export function checks(emulator) {
  const client = (provider, path = '', name = '') =>
    new OpenAI({ baseURL: emulator.address(provider, name) + path, apiKey: emulator.key(provider), maxRetries: 0 });
  const compatible = client('openai-compatible');
  const fireworks = client('fireworks-ai', 'inference/v1');
  const together = client('together', 'v1');
  const llama = 'accounts/fireworks/models/llama-v3p1-8b-instruct';
  const gpt = 'openai/gpt-oss-20b';

  return {
    ...texts('openai-compatible', compatible, 'emulated-chat'),
    ...texts('fireworks', fireworks, llama),
    ...texts('together', together, gpt),
    ...vectors('openai-compatible', compatible, 'emulated-embedding'),
    ...vectors('fireworks', fireworks, 'nomic-ai/nomic-embed-text-v1.5'),
    ...vectors('together', together, 'BAAI/bge-base-en-v1.5'),
    ...listing('openai-compatible', compatible),
    ...listing('fireworks', fireworks),
    ...sounds('openai-compatible', compatible, 'emulated-transcription'),
    ...sounds('fireworks', client('fireworks-ai', 'v1', 'audio'), 'whisper-v3'),
    ...sounds('together', together, 'openai/whisper-large-v3'),
    ...pictures(compatible),
    ...speech(compatible),
    ...errors(compatible),

    'openai-compatible: one model': async () => {
      assert.equal((await compatible.models.retrieve('emulated-chat')).id, 'emulated-chat');
    },

    'openai-compatible: transcription as subtitles': async () => {
      const srt = await compatible.audio.transcriptions.create({ file: wav(), model: 'emulated-transcription', response_format: 'srt' });
      assert.match(srt, /^1\r?\n00:00:0/);
    },

    'together: speech': async () => {
      const answer = await together.audio.speech.create({ model: 'hexgrad/Kokoro-82M', voice: 'af_alloy', input: 'Good morning!', response_format: 'wav' });
      await expect.sound(answer);
    },
  };
}

function texts(provider, client, model) {
  return {
    [`${provider}: chat`]: async () => {
      const answer = await client.chat.completions.create({ model, messages, temperature: 0.2, max_tokens: 200 });
      expect.text(answer.choices[0].message.content);
      assert.equal(answer.choices[0].finish_reason, 'stop');
      assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
    },

    [`${provider}: chat cut at its limit`]: async () => {
      const answer = await client.chat.completions.create({ model, messages, max_tokens: 2 });
      assert.equal(answer.choices[0].finish_reason, 'length');
    },

    [`${provider}: chat stream`]: async () => {
      const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });
      let text = '';
      let finish;
      let usage;
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta.content ?? '';
        finish = chunk.choices[0]?.finish_reason ?? finish;
        usage = chunk.usage ?? usage;
      }

      expect.text(text);
      assert.equal(finish, 'stop');
      assert.ok(usage.completion_tokens > 0);
    },

    [`${provider}: chat stream, put together by the client`]: async () => {
      const stream = client.chat.completions.stream({ model, messages });
      const answer = await stream.finalChatCompletion();
      expect.text(answer.choices[0].message.content);
    },

    [`${provider}: tool call and its answer`]: async () => {
      const first = await client.chat.completions.create({ model, messages: question, tools: [weather], tool_choice: 'auto' });
      const { message, finish_reason: finish } = first.choices[0];
      assert.equal(finish, 'tool_calls');
      assert.equal(message.tool_calls[0].function.name, 'get_weather');
      assert.equal(typeof JSON.parse(message.tool_calls[0].function.arguments).city, 'string');

      const result = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: '{"degrees":21}' };
      const second = await client.chat.completions.create({ model, messages: [...question, message, result], tools: [weather] });
      expect.text(second.choices[0].message.content);
    },

    [`${provider}: tool call in a stream, put together by the client`]: async () => {
      const stream = client.chat.completions.stream({ model, messages: question, tools: [weather] });
      const answer = await stream.finalChatCompletion();
      const [call] = answer.choices[0].message.tool_calls;
      assert.equal(call.function.name, 'get_weather');
      assert.equal(typeof JSON.parse(call.function.arguments).city, 'string');
    },

    [`${provider}: tools run by the client`]: async () => {
      const asked = [];
      const run = { ...weather, function: { ...weather.function, parse: JSON.parse, function: (given) => asked.push(given) && '21 degrees' } };
      const text = await client.chat.completions.runTools({ model, messages: question, tools: [run] }).finalContent();
      assert.equal(asked.length, 1);
      expect.text(text);
    },

    [`${provider}: chat with a JSON schema`]: async () => {
      const schema = { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } }, required: ['name', 'age'], additionalProperties: false };
      const answer = await client.chat.completions.parse({
        model,
        messages,
        response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema } },
      });
      assert.equal(typeof JSON.parse(answer.choices[0].message.content).age, 'number');
    },

    [`${provider}: a question about a picture`]: async () => {
      const url = await dataUri(png());
      const content = [{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url } }];
      const answer = await client.chat.completions.create({ model, messages: [{ role: 'user', content }] });
      expect.text(answer.choices[0].message.content);
    },

    [`${provider}: completion`]: async () => {
      const answer = await client.completions.create({ model, prompt: 'Once upon a time', max_tokens: 50 });
      expect.text(answer.choices[0].text);
      assert.ok(answer.usage.prompt_tokens > 0);
    },

    [`${provider}: completion stream`]: async () => {
      let text = '';
      for await (const chunk of await client.completions.create({ model, prompt: 'Once upon a time', max_tokens: 50, stream: true })) {
        text += chunk.choices[0]?.text ?? '';
      }

      expect.text(text);
    },
  };
}

function vectors(provider, client, model) {
  return {
    // The client asks for base64 of itself and decodes it.
    [`${provider}: embeddings`]: async () => {
      const answer = await client.embeddings.create({ model, input: ['the sea', 'a lighthouse'] });
      assert.equal(answer.data.length, 2);
      answer.data.forEach((entry) => expect.vector(entry.embedding));
    },

    [`${provider}: embeddings as numbers, equal to those of base64`]: async () => {
      const [packed, plain] = await Promise.all([
        client.embeddings.create({ model, input: 'the sea' }),
        client.embeddings.create({ model, input: 'the sea', encoding_format: 'float' }),
      ]);
      expect.vector(plain.data[0].embedding, packed.data[0].embedding.length);
      plain.data[0].embedding.forEach((value, index) => assert.ok(Math.abs(value - packed.data[0].embedding[index]) < 1e-6));
    },
  };
}

function listing(provider, client) {
  return {
    [`${provider}: models`]: async () => {
      const ids = [];
      for await (const model of client.models.list()) {
        ids.push(model.id);
      }

      assert.ok(ids.length > 0);
      ids.forEach(expect.text);
    },
  };
}

function sounds(provider, client, model) {
  return {
    [`${provider}: transcription`]: async () => {
      expect.text((await client.audio.transcriptions.create({ file: wav(), model })).text);
    },

    [`${provider}: transcription with times`]: async () => {
      const answer = await client.audio.transcriptions.create({
        file: wav(), model, response_format: 'verbose_json', timestamp_granularities: ['word', 'segment'], language: 'en',
      });
      expect.text(answer.text);
      assert.ok(answer.duration > 0);
      assert.ok(answer.segments.length > 0 && answer.words.length > 0);
      answer.words.forEach((word) => assert.ok(word.end >= word.start));
    },

    [`${provider}: translation of speech`]: async () => {
      expect.text((await client.audio.translations.create({ file: wav(), model })).text);
    },
  };
}

function pictures(client) {
  const model = 'emulated-image';
  return {
    'openai-compatible: picture': async () => {
      const answer = await client.images.generate({ model, prompt: 'a lighthouse', size: '512x512', response_format: 'b64_json' });
      await expect.picture(answer.data[0].b64_json);
    },

    'openai-compatible: pictures by address': async () => {
      const answer = await client.images.generate({ model, prompt: 'a lighthouse', n: 2, response_format: 'url' });
      assert.equal(answer.data.length, 2);
      await expect.picture(await expect.fetched(answer.data[1].url));
    },

    'openai-compatible: picture edited': async () => {
      const answer = await client.images.edit({ model, image: png(), mask: maskPng(), prompt: 'a red lighthouse', response_format: 'b64_json' });
      await expect.picture(answer.data[0].b64_json);
    },

    'openai-compatible: several pictures made one': async () => {
      const answer = await client.images.edit({ model: 'gpt-image-1', image: [png(), png()], prompt: 'both together' });
      await expect.picture(answer.data[0].b64_json);
    },
  };
}

function speech(client) {
  const model = 'emulated-speech';
  return {
    'openai-compatible: speech': async () => {
      await expect.sound(await client.audio.speech.create({ model, voice: 'alloy', input: 'Good morning!' }));
    },

    'openai-compatible: speech in another format': async () => {
      const answer = await client.audio.speech.create({ model, voice: 'alloy', input: 'Good morning!', response_format: 'wav', speed: 1.25 });
      await expect.sound(answer);
    },

    'openai-compatible: speech read piece by piece': async () => {
      const answer = await client.audio.speech.create({ model, voice: 'alloy', input: 'Good morning!', response_format: 'flac' });
      const pieces = [];
      for await (const piece of answer.body) {
        pieces.push(piece);
      }

      await expect.sound(Buffer.concat(pieces));
    },
  };
}

function errors(client) {
  return {
    'openai-compatible: a wrong key is an AuthenticationError': async () => {
      const stranger = client.withOptions({ apiKey: 'sk-wrong' });
      await assert.rejects(stranger.models.list(), OpenAI.AuthenticationError);
    },

    'openai-compatible: an unknown model is a NotFoundError': async () => {
      await assert.rejects(client.chat.completions.create({ model: 'does-not-exist', messages }), OpenAI.NotFoundError);
    },

    'openai-compatible: a wrong value is a BadRequestError that names it': async () => {
      await assert.rejects(
        client.chat.completions.create({ model: 'emulated-chat', messages, temperature: 9 }),
        (failure) => failure instanceof OpenAI.BadRequestError && failure.param === 'temperature');
    },
  };
}
