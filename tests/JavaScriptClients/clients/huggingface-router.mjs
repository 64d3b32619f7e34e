import assert from 'node:assert/strict';
import { InferenceClient } from '@huggingface/inference';
import * as expect from '../expect.mjs';
import { png, wav } from '../samples.mjs';

const messages = [{ role: 'user', content: 'Say hello.' }];
const llama = 'meta-llama/Llama-3.1-8B-Instruct';
const gpt = 'openai/gpt-oss-20b';

export function checks(emulator) {
  const client = new InferenceClient(emulator.key('huggingface-router'));
  return { ...chats(client), ...routedToFal(client), ...routedToReplicate(client), ...routedToTogether(client), ...ownKeys(emulator), ...errors(client) };
}

const joined = async (stream) => {
  let text = '';
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? chunk.choices[0]?.text ?? '';
  }

  return text;
};

function chats(client) {
  const providers = {
    'the router by itself': { model: llama },
    'the router, a provider after the id': { model: `${llama}:groq` },
    'fireworks-ai': { provider: 'fireworks-ai', model: gpt },
    together: { provider: 'together', model: gpt },
    groq: { provider: 'groq', model: gpt },
    cerebras: { provider: 'cerebras', model: llama },
    novita: { provider: 'novita', model: llama },
    'hf-inference': { provider: 'hf-inference', model: 'HuggingFaceTB/SmolLM3-3B' },
  };
  const found = {};
  for (const [name, target] of Object.entries(providers)) {
    found[`chat: ${name}`] = async () => {
      const answer = await client.chatCompletion({ ...target, messages, max_tokens: 100 });
      expect.text(answer.choices[0].message.content);
      assert.ok(['stop', 'eos'].includes(answer.choices[0].finish_reason));
      assert.ok(answer.usage.total_tokens > 0);
    };
    found[`chat stream: ${name}`] = async () => {
      expect.text(await expect.joined(client.chatCompletionStream({ ...target, messages, max_tokens: 100 })));
    };
  }

  return {
    ...found,

    'chat: tool call': async () => {
      const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
      const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather of a city.', parameters } }];
      const answer = await client.chatCompletion({ model: llama, messages: [{ role: 'user', content: 'Call get_weather for Paris.' }], tools, tool_choice: 'auto' });
      assert.equal(answer.choices[0].message.tool_calls[0].function.name, 'get_weather');
    },

    'chat: a JSON schema at together': async () => {
      const schema = { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] };
      const format = { type: 'json_schema', json_schema: { name: 'person', schema } };
      const answer = await client.chatCompletion({ provider: 'together', model: gpt, messages, response_format: format });
      assert.equal(typeof JSON.parse(answer.choices[0].message.content).age, 'number');
    },

    'chat: a provider that has no such model': async () => {
      await assert.rejects(client.chatCompletion({ provider: 'cohere', model: llama, messages }));
    },
  };
}

function routedToFal(client) {
  const provider = 'fal-ai';
  const schnell = { provider, model: 'black-forest-labs/FLUX.1-schnell', inputs: 'a lighthouse' };
  return {
    'fal-ai: text-to-image': async () => {
      await expect.picture(await client.textToImage({ ...schnell, parameters: { num_inference_steps: 4, seed: 7 } }));
    },

    'fal-ai: text-to-image as an address and as JSON': async () => {
      await expect.picture(await expect.fetched(await client.textToImage(schnell, { outputType: 'url' })));
      assert.equal((await client.textToImage(schnell, { outputType: 'json' })).images.length, 1);
    },

    'fal-ai: text-to-image with a LoRA': async () => {
      await expect.picture(await client.textToImage({ provider, model: 'openfree/flux-chatgpt-ghibli-lora', inputs: 'a lighthouse' }));
      await expect.picture(await client.textToImage({ provider, model: 'nerijs/pixel-art-xl', inputs: 'a lighthouse' }));
    },

    'fal-ai: image-to-image': async () => {
      const parameters = { prompt: 'make it red' };
      await expect.picture(await client.imageToImage({ provider, model: 'black-forest-labs/FLUX.1-Kontext-dev', inputs: png(), parameters }));
      await expect.picture(await client.imageToImage({ provider, model: 'Qwen/Qwen-Image-Edit', inputs: png(), parameters }));
    },

    'fal-ai: text-to-video': async () => {
      await expect.video(await client.textToVideo({ provider, model: 'Wan-AI/Wan2.2-T2V-A14B', inputs: 'waves at night' }));
    },

    'fal-ai: image-to-video': async () => {
      await expect.video(await client.imageToVideo({ provider, model: 'Wan-AI/Wan2.2-I2V-A14B', inputs: png(), parameters: { prompt: 'it moves' } }));
    },

    'fal-ai: text-to-speech': async () => {
      await expect.sound(await client.textToSpeech({ provider, model: 'hexgrad/Kokoro-82M', inputs: 'Good morning!' }));
    },

    'fal-ai: automatic-speech-recognition': async () => {
      const answer = await client.automaticSpeechRecognition({ provider, model: 'openai/whisper-large-v3', inputs: wav() });
      expect.text(answer.text);
      assert.ok(answer.chunks.length > 0);
    },
  };
}

function routedToReplicate(client) {
  const provider = 'replicate';
  return {
    'replicate: text-to-image': async () => {
      for (const model of ['black-forest-labs/FLUX.1-schnell', 'stabilityai/stable-diffusion-xl-base-1.0']) {
        await expect.picture(await client.textToImage({ provider, model, inputs: 'a lighthouse' }));
      }
    },

    'replicate: text-to-image with a LoRA': async () => {
      await expect.picture(await client.textToImage({ provider, model: 'openfree/flux-chatgpt-ghibli-lora', inputs: 'a lighthouse' }));
    },

    'replicate: image-to-image': async () => {
      await expect.picture(await client.imageToImage({
        provider, model: 'black-forest-labs/FLUX.1-Kontext-dev', inputs: png(), parameters: { prompt: 'make it red' },
      }));
    },

    // No image-to-video: the client does not send that task to Replicate.
    'replicate: text-to-video': async () => {
      await expect.video(await client.textToVideo({ provider, model: 'Wan-AI/Wan2.2-T2V-A14B', inputs: 'waves at night' }));
    },

    'replicate: text-to-speech': async () => {
      await expect.sound(await client.textToSpeech({ provider, model: 'hexgrad/Kokoro-82M', inputs: 'Good morning!' }));
    },

    'replicate: automatic-speech-recognition': async () => {
      expect.text((await client.automaticSpeechRecognition({ provider, model: 'openai/whisper-large-v3', inputs: wav() })).text);
    },
  };
}

function routedToTogether(client) {
  const provider = 'together';
  const schnell = { provider, model: 'black-forest-labs/FLUX.1-schnell', inputs: 'a lighthouse' };
  return {
    'together: text-to-image': async () => {
      await expect.picture(await client.textToImage({ ...schnell, parameters: { num_inference_steps: 4 } }));
      await expect.picture(await expect.fetched(await client.textToImage(schnell, { outputType: 'url' })));
    },

    'together: image-to-image': async () => {
      await expect.picture(await client.imageToImage({
        provider, model: 'black-forest-labs/FLUX.1-Kontext-dev', inputs: png(), parameters: { prompt: 'make it red' },
      }));
    },

    'together: text-generation': async () => {
      const answer = await client.textGeneration({ provider, model: 'mistralai/Mixtral-8x7B-v0.1', inputs: 'Once upon a time' });
      expect.text(answer.generated_text);
    },

    'together: feature-extraction': async () => {
      const [vector] = await client.featureExtraction({ provider, model: 'intfloat/multilingual-e5-large-instruct', inputs: 'the sea' });
      expect.vector(vector, 1024);
    },

    'together: text-to-speech': async () => {
      await expect.sound(await client.textToSpeech({ provider, model: 'hexgrad/Kokoro-82M', inputs: 'Good morning!' }));
    },

    'together: automatic-speech-recognition': async () => {
      const answer = await client.automaticSpeechRecognition({
        provider, model: 'openai/whisper-large-v3', inputs: wav(), parameters: { response_format: 'verbose_json' },
      });
      expect.text(answer.text);
      assert.ok(answer.chunks.length > 0);
    },

    'together: text-to-video': async () => {
      await expect.video(await client.textToVideo({ provider, model: 'Wan-AI/Wan2.2-T2V-A14B', inputs: 'waves at night', parameters: { seconds: '2' } }));
    },

    'together: image-to-video': async () => {
      await expect.video(await client.imageToVideo({
        provider, model: 'Wan-AI/Wan2.2-I2V-A14B', inputs: png(), parameters: { prompt: 'it moves', seconds: '2' },
      }));
    },
  };
}

/**
 * With a provider's own key the client asks the provider, not the router. Not fal's queue: the client takes the whole path of the address that
 * the queue gives, and below its host the emulator's has one more part.
 */
function ownKeys(emulator) {
  const client = (provider) => new InferenceClient(emulator.key(provider));
  return {
    'own key: chat at fireworks-ai': async () => {
      const answer = await client('fireworks-ai').chatCompletion({ provider: 'fireworks-ai', model: gpt, messages });
      expect.text(answer.choices[0].message.content);
    },

    'own key: chat stream and picture at together': async () => {
      const provider = 'together';
      expect.text(await expect.joined(client(provider).chatCompletionStream({ provider, model: gpt, messages })));
      await expect.picture(await client(provider).textToImage({ provider, model: 'black-forest-labs/FLUX.1-schnell', inputs: 'a lighthouse' }));
    },

    'own key: picture at replicate': async () => {
      const provider = 'replicate';
      await expect.picture(await client(provider).textToImage({ provider, model: 'black-forest-labs/FLUX.1-schnell', inputs: 'a lighthouse' }));
    },

    'own key: speech and transcription at fal-ai': async () => {
      const provider = 'fal-ai';
      await expect.sound(await client(provider).textToSpeech({ provider, model: 'hexgrad/Kokoro-82M', inputs: 'Good morning!' }));
      expect.text((await client(provider).automaticSpeechRecognition({ provider, model: 'openai/whisper-large-v3', inputs: wav() })).text);
    },
  };
}

function errors(client) {
  return {
    'a wrong token is refused': async () => {
      await assert.rejects(
        new InferenceClient('hf_wrong').chatCompletion({ model: llama, messages }),
        (failure) => failure.httpResponse.status === 401);
    },

    'a wrong parameter is refused in words': async () => {
      await assert.rejects(
        client.textToImage({ provider: 'fal-ai', model: 'black-forest-labs/FLUX.1-schnell', inputs: 'x', parameters: { num_images: 99 } }));
    },
  };
}
