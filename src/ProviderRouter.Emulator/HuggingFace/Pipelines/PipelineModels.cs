namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>The models the emulator knows by name. Forms follow recorded answers where there are some.</summary>
internal static class PipelineModels
{
    private static readonly string[] Sentiments = ["negative", "neutral", "positive"];
    private static readonly string[] Ade = ["wall", "building", "sky", "floor", "tree", "road", "grass", "person"];
    private static readonly string[] Coco = ["person", "bicycle", "car", "dog", "cat", "chair", "umbrella", "bottle", "book"];
    private static readonly string[] ImageNet =
        ["tabby, tabby cat", "golden retriever", "sports car, sport car", "coffee mug", "volcano", "seashore, coast", "daisy", "lakeside, lakeshore"];

    public static readonly IReadOnlyList<PipelineModel> All =
    [
        new("distilbert/distilbert-base-uncased-finetuned-sst-2-english", "text-classification") { Labels = ["NEGATIVE", "POSITIVE"] },
        new("ProsusAI/finbert", "text-classification") { Labels = ["positive", "negative", "neutral"] },
        new("cardiffnlp/twitter-roberta-base-sentiment-latest", "text-classification") { Labels = Sentiments },
        new("nlptown/bert-base-multilingual-uncased-sentiment", "text-classification") { Labels = ["1 star", "2 stars", "3 stars", "4 stars", "5 stars"] },
        new("SamLowe/roberta-base-go_emotions", "text-classification") { Labels = ["joy", "love", "anger", "sadness", "fear", "surprise", "neutral"] },
        new("BAAI/bge-reranker-v2-m3", "text-ranking") { Labels = ["LABEL_0"] },
        new("facebook/bart-large-mnli", "zero-shot-classification") { Form = AnswerForm.Legacy },
        new("MoritzLaurer/deberta-v3-large-zeroshot-v2.0", "zero-shot-classification"),
        new("dslim/bert-base-NER", "token-classification"),
        new("dbmdz/bert-large-cased-finetuned-conll03-english", "token-classification"),
        new("google-bert/bert-base-uncased", "fill-mask"),
        new("FacebookAI/roberta-base", "fill-mask") { Mask = "<mask>" },
        new("FacebookAI/xlm-roberta-base", "fill-mask") { Mask = "<mask>" },
        new("deepset/roberta-base-squad2", "question-answering"),
        new("distilbert/distilbert-base-cased-distilled-squad", "question-answering") { Form = AnswerForm.List },
        new("google/tapas-base-finetuned-wtq", "table-question-answering"),
        new("facebook/bart-large-cnn", "summarization"),
        new("sshleifer/distilbart-cnn-12-6", "summarization"),
        new("google/pegasus-xsum", "summarization"),
        new("Falconsai/text_summarization", "summarization"),
        new("google-t5/t5-small", "translation"),
        new("google-t5/t5-base", "translation"),
        new("Helsinki-NLP/opus-mt-zh-en", "translation"),
        new("facebook/nllb-200-distilled-600M", "translation"),
        new("sentence-transformers/all-MiniLM-L6-v2", "sentence-similarity"),
        new("sentence-transformers/all-mpnet-base-v2", "sentence-similarity") { Dimensions = 768 },
        new("sentence-transformers/paraphrase-xlm-r-multilingual-v1", "sentence-similarity") { Dimensions = 768 },
        new("BAAI/bge-small-en-v1.5", "feature-extraction"),
        new("BAAI/bge-base-en-v1.5", "feature-extraction") { Dimensions = 768 },
        new("BAAI/bge-large-en-v1.5", "feature-extraction") { Dimensions = 1024 },
        new("intfloat/multilingual-e5-large", "feature-extraction") { Dimensions = 1024, Prompts = ["query", "passage"] },
        new("intfloat/multilingual-e5-large-instruct", "feature-extraction") { Dimensions = 1024 },
        new("microsoft/harrier-oss-v1-0.6b", "feature-extraction") { Dimensions = 1024 },
        new("ibm-granite/granite-embedding-97m-multilingual-r2", "feature-extraction"),
        new("facebook/bart-base", "feature-extraction") { Dimensions = 768, Form = AnswerForm.PerToken },
        new("openai-community/gpt2", "text-generation"),
        new("openai/whisper-large-v3", "automatic-speech-recognition"),
        new("openai/whisper-large-v3-turbo", "automatic-speech-recognition"),
        new("superb/hubert-large-superb-er", "audio-classification") { Labels = ["neu", "hap", "ang", "sad"] },
        new("MIT/ast-finetuned-audioset-10-10-0.4593", "audio-classification") { Labels = ["Speech", "Music", "Silence", "Singing", "Vehicle", "Animal"] },
        new("facebook/mms-tts-eng", "text-to-speech"),
        new("hexgrad/Kokoro-82M", "text-to-speech"),
        new("suno/bark", "text-to-speech"),
        new("espnet/kan-bayashi_ljspeech_vits", "text-to-speech") { Form = AnswerForm.Flac },
        new("facebook/musicgen-small", "text-to-audio"),
        new("google/vit-base-patch16-224", "image-classification") { Labels = ImageNet },
        new("microsoft/resnet-50", "image-classification") { Labels = ImageNet },
        new("Falconsai/nsfw_image_detection", "image-classification") { Labels = ["normal", "nsfw"] },
        new("openai/clip-vit-large-patch14", "zero-shot-image-classification"),
        new("openai/clip-vit-base-patch32", "zero-shot-image-classification"),
        new("facebook/detr-resnet-50", "object-detection") { Labels = Coco },
        new("facebook/detr-resnet-50-panoptic", "image-segmentation") { Labels = ["LABEL_199", "LABEL_184", "cat", "couch", "remote"] },
        new("nvidia/segformer-b0-finetuned-ade-512-512", "image-segmentation") { Labels = Ade },
        new("Salesforce/blip-image-captioning-base", "image-to-text"),
        new("nlpconnect/vit-gpt2-image-captioning", "image-to-text") { Form = AnswerForm.Bare },
        new("dandelin/vilt-b32-finetuned-vqa", "visual-question-answering") { Labels = ["yes", "no", "1", "2", "3", "left", "right"] },
        new("impira/layoutlm-document-qa", "document-question-answering"),
        new("scikit-learn/Fish-Weight", "tabular-regression"),
        new("julien-c/wine-quality", "tabular-classification"),
        new("timbrooks/instruct-pix2pix", "image-to-image"),
        new("black-forest-labs/FLUX.1-Kontext-dev", "image-to-image"),
        new("black-forest-labs/FLUX.1-schnell", "text-to-image"),
        new("black-forest-labs/FLUX.1-dev", "text-to-image"),
        new("stabilityai/stable-diffusion-3-medium", "text-to-image"),
        new("stabilityai/stable-diffusion-xl-base-1.0", "text-to-image"),
        new("CompVis/stable-diffusion-v1-4", "text-to-image"),
        new("emulated/picture-as-b64-json", "text-to-image") { Form = AnswerForm.Base64Json },
        new("emulated/picture-as-addresses", "text-to-image") { Form = AnswerForm.Addresses },
    ];

    /// <summary>Owners whose models once had ids without an owner, which still stand for them.</summary>
    private static readonly string[] FirstOwners = ["google-bert", "openai-community", "distilbert", "FacebookAI", "google-t5"];

    private static readonly Dictionary<string, PipelineModel> ById = All
        .Concat(All.Where(model => FirstOwners.Contains(model.Id.Split('/')[0])).Select(model => model with { Id = model.Id.Split('/')[1] }))
        .ToDictionary(model => model.Id, StringComparer.OrdinalIgnoreCase);

    public static PipelineModel? Find(string id) => ById.GetValueOrDefault(id);
}
