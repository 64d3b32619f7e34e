import assert from 'node:assert/strict';
import { InferenceClient } from '@huggingface/inference';
import * as expect from '../expect.mjs';
import { png, wav } from '../samples.mjs';

const messages = [{ role: 'user', content: 'Say hello.' }];

export function checks(emulator) {
  const client = new InferenceClient(emulator.key('huggingface-router'));
  return { ...texts(client), ...questions(client), ...vectors(client), ...pictures(client), ...sounds(client), ...endpoints(emulator), ...errors(client) };
}

function texts(client) {
  const provider = 'hf-inference';
  return {
    'text-generation': async () => {
      const answer = await client.textGeneration({ provider, model: 'openai-community/gpt2', inputs: 'Once upon a time', parameters: { max_new_tokens: 30 } });
      expect.text(answer.generated_text);
    },

    'text-generation stream': async () => {
      expect.text(await expect.joined(client.textGenerationStream({
        provider, model: 'openai-community/gpt2', inputs: 'Once upon a time', parameters: { max_new_tokens: 30 },
      })));
    },

    'text-classification': async () => {
      const answer = await client.textClassification({
        provider, model: 'distilbert/distilbert-base-uncased-finetuned-sst-2-english', inputs: 'I love this.', parameters: { top_k: 2 },
      });
      expect.scores(answer);
      assert.equal(answer.length, 2);
    },

    'token-classification': async () => {
      const answer = await client.tokenClassification({ provider, model: 'dslim/bert-base-NER', inputs: 'Sarah lives in London.' });
      assert.ok(answer.length > 0);
      assert.ok(answer.every((entity) => entity.entity_group && entity.end > entity.start));
    },

    'zero-shot-classification': async () => {
      for (const model of ['facebook/bart-large-mnli', 'MoritzLaurer/deberta-v3-large-zeroshot-v2.0']) {
        const answer = await client.zeroShotClassification({ provider, model, inputs: 'I want a refund.', parameters: { candidate_labels: ['refund', 'praise'] } });
        expect.scores(answer);
        assert.equal(answer.length, 2);
      }
    },

    'fill-mask': async () => {
      const answer = await client.fillMask({ provider, model: 'google-bert/bert-base-uncased', inputs: 'Paris is the [MASK] of France.', parameters: { top_k: 3 } });
      assert.equal(answer.length, 3);
      answer.forEach((filled) => assert.ok(filled.sequence.includes(filled.token_str.trim())));
    },

    'summarization': async () => {
      const answer = await client.summarization({ provider, model: 'facebook/bart-large-cnn', inputs: 'The tower is 324 metres tall. It is in Paris.' });
      expect.text(answer.summary_text);
    },

    'summarization by the default model of the task': async () => {
      expect.text((await client.summarization({ provider, inputs: 'The tower is 324 metres tall. It is in Paris.' })).summary_text);
    },

    'translation': async () => {
      const one = await client.translation({ provider, model: 'google-t5/t5-base', inputs: 'Good morning!' });
      const named = await client.translation({
        provider, model: 'facebook/nllb-200-distilled-600M', inputs: 'Good morning!', parameters: { src_lang: 'eng_Latn', tgt_lang: 'fra_Latn' },
      });
      expect.text(one.translation_text);
      expect.text(named.translation_text);
    },
  };
}

function questions(client) {
  const provider = 'hf-inference';
  return {
    'question-answering': async () => {
      const inputs = { question: 'Where do I live?', context: 'My name is Clara and I live in Berkeley.' };
      for (const model of ['deepset/roberta-base-squad2', 'distilbert/distilbert-base-cased-distilled-squad']) {
        const answer = await client.questionAnswering({ provider, model, inputs });
        assert.equal(inputs.context.slice(answer.start, answer.end), answer.answer);
      }
    },

    'table-question-answering': async () => {
      const table = { City: ['Paris', 'Rome'], People: ['2100000', '2800000'] };
      const answer = await client.tableQuestionAnswering({ provider, model: 'google/tapas-base-finetuned-wtq', inputs: { query: 'How many people live in Rome?', table } });
      expect.text(answer.answer);
      assert.ok(answer.cells.length > 0);
    },

    'visual-question-answering': async () => {
      const answer = await client.visualQuestionAnswering({ provider, model: 'dandelin/vilt-b32-finetuned-vqa', inputs: { image: png(), question: 'Is it red?' } });
      expect.text(answer.answer);
    },

    'document-question-answering': async () => {
      const answer = await client.documentQuestionAnswering({ provider, model: 'impira/layoutlm-document-qa', inputs: { image: png(), question: 'What is the total?' } });
      expect.text(answer.answer);
    },

    'tabular-classification and tabular-regression': async () => {
      const classes = await client.tabularClassification({ provider, model: 'julien-c/wine-quality', inputs: { data: { alcohol: ['9.4', '11'], pH: ['3.5', '3.2'] } } });
      const weights = await client.tabularRegression({ provider, model: 'scikit-learn/Fish-Weight', inputs: { data: { Height: ['11.5', '12.5'], Width: ['4', '5'] } } });
      assert.equal(classes.length, 2);
      assert.equal(weights.length, 2);
    },
  };
}

function vectors(client) {
  const provider = 'hf-inference';
  return {
    'feature-extraction': async () => {
      const one = await client.featureExtraction({ provider, model: 'BAAI/bge-small-en-v1.5', inputs: 'the sea', normalize: true });
      const two = await client.featureExtraction({ provider, model: 'intfloat/multilingual-e5-large-instruct', inputs: ['the sea', 'a lighthouse'] });
      expect.vector(one, 384);
      assert.equal(two.length, 2);
      expect.vector(two[0], 1024);
    },

    'feature-extraction by a model of the other task': async () => {
      expect.vector(await client.featureExtraction({ provider, model: 'sentence-transformers/all-MiniLM-L6-v2', inputs: 'the sea' }), 384);
    },

    'feature-extraction, a vector per token': async () => {
      const answer = await client.featureExtraction({ provider, model: 'facebook/bart-base', inputs: 'the sea' });
      expect.vector(answer[0][0], 768);
    },

    'sentence-similarity': async () => {
      const inputs = { source_sentence: 'the sea is calm', sentences: ['the sea is calm', 'a train is late'] };
      const answer = await client.sentenceSimilarity({ provider, model: 'sentence-transformers/all-MiniLM-L6-v2', inputs });
      assert.ok(answer[0] > answer[1]);
    },
  };
}

function pictures(client) {
  const provider = 'hf-inference';
  const sdxl = 'stabilityai/stable-diffusion-xl-base-1.0';
  return {
    'image-classification': async () => {
      expect.scores(await client.imageClassification({ provider, model: 'google/vit-base-patch16-224', inputs: png() }));
    },

    'zero-shot-image-classification': async () => {
      const answer = await client.zeroShotImageClassification({
        provider, model: 'openai/clip-vit-large-patch14', inputs: { image: png() }, parameters: { candidate_labels: ['red', 'green'] },
      });
      expect.scores(answer);
    },

    'object-detection': async () => {
      const answer = await client.objectDetection({ provider, model: 'facebook/detr-resnet-50', inputs: png() });
      expect.scores(answer);
      answer.forEach(({ box }) => assert.ok(box.xmax > box.xmin && box.ymax > box.ymin));
    },

    // Not the semantic kind, whose score is null: the client refuses that one (huggingface/huggingface.js#1430).
    'image-segmentation': async () => {
      const answer = await client.imageSegmentation({ provider, model: 'facebook/detr-resnet-50-panoptic', inputs: png(), parameters: { threshold: 0.1 } });
      expect.scores(answer);
      await expect.picture(answer[0].mask);
    },

    // Of a model that answers with the object alone: of the usual list the client takes no element.
    'image-to-text': async () => {
      expect.text((await client.imageToText({ provider, model: 'nlpconnect/vit-gpt2-image-captioning', data: png() })).generated_text);
    },

    'text-to-image': async () => {
      await expect.picture(await client.textToImage({ provider, model: sdxl, inputs: 'a lighthouse', parameters: { width: 512, height: 512, num_inference_steps: 4 } }));
    },

    'text-to-image as a data URI': async () => {
      const address = await client.textToImage({ provider, model: sdxl, inputs: 'a lighthouse' }, { outputType: 'dataUrl' });
      await expect.picture(address.split(',')[1]);
    },

    'image-to-image': async () => {
      for (const parameters of [undefined, { prompt: 'make it red', num_inference_steps: 5 }]) {
        await expect.picture(await client.imageToImage({ provider, model: 'timbrooks/instruct-pix2pix', inputs: png(), parameters }));
      }
    },
  };
}

function sounds(client) {
  const provider = 'hf-inference';
  return {
    'automatic-speech-recognition': async () => {
      expect.text((await client.automaticSpeechRecognition({ provider, model: 'openai/whisper-large-v3', inputs: wav() })).text);
    },

    'audio-classification': async () => {
      expect.scores(await client.audioClassification({ provider, model: 'superb/hubert-large-superb-er', inputs: wav() }));
    },

    'text-to-speech': async () => {
      for (const model of ['facebook/mms-tts-eng', 'espnet/kan-bayashi_ljspeech_vits']) {
        await expect.sound(await client.textToSpeech({ provider, model, inputs: 'Good morning!' }));
      }
    },

    'text-to-audio': async () => {
      await expect.sound(await client.textToAudio({ provider, model: 'facebook/musicgen-small', inputs: 'slow waves' }));
    },
  };
}

/** A server that speaks for itself, as a dedicated endpoint does. */
function endpoints(emulator) {
  const endpoint = (path) => new InferenceClient(emulator.key('hf-inference'), { endpointUrl: emulator.address('hf-inference') + path });
  return {
    'endpoint: chat and chat stream': async () => {
      const client = endpoint('models/HuggingFaceTB/SmolLM3-3B');
      expect.text((await client.chatCompletion({ messages, model: 'HuggingFaceTB/SmolLM3-3B' })).choices[0].message.content);
      expect.text(await expect.joined(client.chatCompletionStream({ messages, model: 'HuggingFaceTB/SmolLM3-3B' })));
    },

    'endpoint: summarization': async () => {
      expect.text((await endpoint('models/facebook/bart-large-cnn').summarization({ inputs: 'The tower is 324 metres tall.' })).summary_text);
    },

    'endpoint: a model that has to be loaded first': async () => {
      const client = endpoint('models/emulated/cold-start-sentiment');
      const answer = await client.request({ inputs: 'I love this.' }, { retry_on_error: true });
      assert.ok(answer.flat().length > 0);
    },
  };
}

function errors(client) {
  return {
    'a model that is not there': async () => {
      await assert.rejects(
        client.summarization({ provider: 'hf-inference', model: 'acme/nothing', inputs: 'x' }),
        (failure) => failure.httpResponse.status === 404);
    },
  };
}
