import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import Together from 'together-ai';
import * as expect from '../expect.mjs';
import { dataUri, png, wav } from '../samples.mjs';

const model = 'openai/gpt-oss-20b';
const messages = [{ role: 'user', content: 'Say hello.' }];
const weather = {
  type: 'function',
  function: { name: 'get_weather', description: 'The weather of a city.', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
};

/** With a base address of its own the client would look for videos there too, which lie at another one; so it keeps its addresses. */
export function checks(emulator) {
  const together = new Together({ apiKey: emulator.key('together'), maxRetries: 0 });
  return { ...chats(together), ...texts(together), ...pictures(together), ...sounds(together), ...videos(together), ...others(together, emulator) };
}

function chats(together) {
  return {
    'chat': async () => {
      const answer = await together.chat.completions.create({ model, messages, max_tokens: 100, temperature: 0.2 });
      expect.text(answer.choices[0].message.content);
      assert.ok(['stop', 'eos'].includes(answer.choices[0].finish_reason));
      assert.ok(answer.usage.total_tokens > 0);
    },

    'chat stream': async () => {
      let text = '';
      let finish;
      for await (const chunk of await together.chat.completions.create({ model, messages, stream: true })) {
        text += chunk.choices[0]?.delta.content ?? '';
        finish = chunk.choices[0]?.finish_reason ?? finish;
      }

      expect.text(text);
      assert.ok(['stop', 'eos'].includes(finish));
    },

    'chat stream, put together by the client': async () => {
      expect.text(await together.chat.completions.stream({ model, messages }).finalContent());
    },

    'tool call': async () => {
      const answer = await together.chat.completions.create({ model, messages: [{ role: 'user', content: 'Call get_weather for Paris.' }], tools: [weather] });
      const [call] = answer.choices[0].message.tool_calls;
      assert.equal(answer.choices[0].finish_reason, 'tool_calls');
      assert.equal(typeof JSON.parse(call.function.arguments).city, 'string');
    },

    'chat with a JSON schema': async () => {
      const schema = { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] };
      const answer = await together.chat.completions.create({ model, messages, response_format: { type: 'json_schema', json_schema: { name: 'person', schema } } });
      assert.equal(typeof JSON.parse(answer.choices[0].message.content).age, 'number');
    },

    'a question about a picture': async () => {
      const content = [{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: await dataUri(png()) } }];
      const answer = await together.chat.completions.create({ model: 'moonshotai/Kimi-K2.6', messages: [{ role: 'user', content }] });
      expect.text(answer.choices[0].message.content);
    },

    'chat with log probabilities': async () => {
      const answer = await together.chat.completions.create({ model, messages, logprobs: 1 });
      assert.equal(answer.choices[0].logprobs.tokens.length, answer.choices[0].logprobs.token_logprobs.length);
    },
  };
}

function texts(together) {
  const completion = { model: 'mistralai/Mixtral-8x7B-v0.1', prompt: 'Once upon a time', max_tokens: 40 };
  return {
    'completion': async () => {
      const answer = await together.completions.create(completion);
      expect.text(answer.choices[0].text);
    },

    'completion stream': async () => {
      let text = '';
      for await (const chunk of await together.completions.create({ ...completion, stream: true })) {
        text += chunk.choices[0]?.text ?? '';
      }

      expect.text(text);
    },

    'embeddings': async () => {
      const answer = await together.embeddings.create({ model: 'BAAI/bge-base-en-v1.5', input: ['the sea', 'a lighthouse'] });
      assert.equal(answer.data.length, 2);
      answer.data.forEach((entry) => expect.vector(entry.embedding, 768));
    },

    'rerank': async () => {
      const documents = ['Dogs bark.', 'Cats purr.', 'Ships sail.'];
      const answer = await together.rerank.create({ model: 'Salesforce/Llama-Rank-v1', query: 'cats', documents, top_n: 2, return_documents: true });
      assert.equal(answer.results.length, 2);
      assert.ok(answer.results[0].relevance_score >= answer.results[1].relevance_score);
      assert.equal(answer.results[0].document.text, documents[answer.results[0].index]);
    },

    'rerank of objects by their fields': async () => {
      const documents = [{ title: 'Dogs', text: 'They bark.' }, { title: 'Cats', text: 'They purr.' }];
      const answer = await together.rerank.create({ model: 'Salesforce/Llama-Rank-v1', query: 'cats', documents, rank_fields: ['title'] });
      assert.equal(answer.results[0].index, 1);
    },
  };
}

function pictures(together) {
  const schnell = 'black-forest-labs/FLUX.1-schnell';
  return {
    'picture': async () => {
      const answer = await together.images.generate({ model: schnell, prompt: 'a lighthouse', steps: 4, width: 512, height: 512, response_format: 'base64' });
      await expect.picture(answer.data[0].b64_json);
    },

    'pictures by address': async () => {
      const answer = await together.images.generate({ model: schnell, prompt: 'a lighthouse', n: 2 });
      assert.equal(answer.data.length, 2);
      await expect.picture(await expect.fetched(answer.data[1].url));
    },

    'picture with a LoRA': async () => {
      const loras = [{ path: 'https://huggingface.co/XLabs-AI/flux-RealismLora', scale: 0.8 }];
      const answer = await together.images.generate({ model: 'black-forest-labs/FLUX.1-dev-lora', prompt: 'a lighthouse', image_loras: loras, response_format: 'base64' });
      await expect.picture(answer.data[0].b64_json);
    },

    'picture from a picture': async () => {
      const image = await dataUri(png());
      const [one, several] = await Promise.all([
        together.images.generate({ model: 'black-forest-labs/FLUX.1-kontext-pro', prompt: 'make it red', image_url: image, response_format: 'base64' }),
        together.images.generate({ model: 'black-forest-labs/FLUX.2-pro', prompt: 'make it red', reference_images: [image], response_format: 'base64' }),
      ]);
      await expect.picture(one.data[0].b64_json);
      await expect.picture(several.data[0].b64_json);
    },
  };
}

function sounds(together) {
  const speech = { model: 'hexgrad/Kokoro-82M', voice: 'af_alloy', input: 'Good morning!' };
  return {
    'speech': async () => {
      await expect.sound(await together.audio.speech.create(speech));
    },

    'speech in another format': async () => {
      await expect.sound(await together.audio.speech.create({ ...speech, model: 'cartesia/sonic-2', voice: 'laidback woman', response_format: 'mp3' }));
    },

    'speech stream': async () => {
      let bytes = 0;
      for await (const event of await together.audio.speech.create({ ...speech, stream: true, response_format: 'raw', response_encoding: 'pcm_s16le' })) {
        bytes += Buffer.from(event.b64, 'base64').length;
      }

      assert.ok(bytes > 1000);
    },

    'voices': async () => {
      const { data } = await together.audio.voices.list();
      assert.ok(data.length > 0 && data[0].voices.length > 0);
    },

    'transcription': async () => {
      expect.text((await together.audio.transcriptions.create({ file: wav(), model: 'openai/whisper-large-v3', language: 'auto' })).text);
    },

    'transcription with times and speakers': async () => {
      const answer = await together.audio.transcriptions.create({
        file: wav(), model: 'openai/whisper-large-v3', response_format: 'verbose_json', timestamp_granularities: ['segment', 'word'], diarize: true,
      });
      assert.ok(answer.segments.length > 0 && answer.words.length > 0 && answer.speaker_segments.length > 0);
    },

    'translation of speech': async () => {
      expect.text((await together.audio.translations.create({ file: wav(), model: 'openai/whisper-large-v3' })).text);
    },
  };
}

function videos(together) {
  const finish = async (order) => {
    let job = await together.videos.create({ model: 'minimax/hailuo-02', ...order });
    expect.text(job.id);
    while (!['completed', 'failed', 'cancelled'].includes(job.status)) {
      await pause(100);
      job = await together.videos.retrieve(job.id);
    }

    return job;
  };
  return {
    'video': async () => {
      const job = await finish({ prompt: 'waves at night', seconds: '2', width: 640, height: 360 });
      assert.equal(job.status, 'completed');
      assert.ok(job.outputs.cost > 0);
      await expect.video(await expect.fetched(job.outputs.video_url));
    },

    'video from a picture': async () => {
      const job = await finish({ prompt: 'it moves', seconds: '2', media: { frame_images: [{ input_image: await dataUri(png()), frame: 'first' }] } });
      await expect.video(await expect.fetched(job.outputs.video_url));
    },

    'a video that fails tells why': async () => {
      const job = await finish({ prompt: 'please fail', seconds: '2' });
      assert.equal(job.status, 'failed');
      expect.text(job.error.message);
    },
  };
}

function others(together, emulator) {
  return {
    'models': async () => {
      const models = await together.models.list();
      assert.ok(models.some((entry) => entry.id === model && entry.type === 'chat'));
    },

    'a wrong key is an AuthenticationError': async () => {
      const stranger = new Together({ apiKey: `${emulator.key('together')}x`, maxRetries: 0 });
      await assert.rejects(stranger.models.list(), Together.AuthenticationError);
    },

    'an unknown model is a NotFoundError': async () => {
      await assert.rejects(together.chat.completions.create({ model: 'nobody/does-not-exist', messages }), Together.NotFoundError);
    },
  };
}
