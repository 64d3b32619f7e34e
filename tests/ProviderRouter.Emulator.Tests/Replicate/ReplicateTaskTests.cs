using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Tests.Replicate;

/// <summary>What models of each task make of a usual input.</summary>
public sealed class ReplicateTaskTests : ReplicateTestBase
{
    private const string Pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static TheoryData<string, string, string> FileModels => new()
    {
        { "black-forest-labs/flux-dev", """{"prompt":"a lake"}""", "image/webp" },
        { "black-forest-labs/flux-dev-lora", """{"prompt":"a lake","lora_weights":"https://huggingface.co/someone/style","lora_scale":0.8}""", "image/webp" },
        { "stability-ai/stable-diffusion-3.5-large", """{"prompt":"a lake","output_format":"jpg"}""", "image/jpeg" },
        { "timothybrooks/instruct-pix2pix", """{"prompt":"make it winter","image":"PIXEL"}""", "image/png" },
        { "black-forest-labs/flux-kontext-pro", """{"prompt":"make it winter","input_image":"PIXEL"}""", "image/png" },
        { "black-forest-labs/flux-kontext-dev", """{"prompt":"make it winter","input_image":"PIXEL"}""", "image/webp" },
        { "black-forest-labs/flux-2-dev", """{"prompt":"put one on the other","input_images":["PIXEL","PIXEL"],"output_format":"png"}""", "image/png" },
        { "stability-ai/sdxl", """{"prompt":"a hat","image":"PIXEL","mask":"PIXEL","prompt_strength":0.5}""", "image/png" },
        { "stability-ai/stable-diffusion-inpainting", """{"prompt":"a hat","image":"PIXEL","mask":"PIXEL"}""", "image/png" },
        { "nightmareai/real-esrgan", """{"image":"PIXEL","scale":2}""", "image/png" },
        { "minimax/video-01", """{"prompt":"waves"}""", "video/mp4" },
        { "minimax/video-01", """{"prompt":"waves","first_frame_image":"PIXEL"}""", "video/mp4" },
        { "wan-video/wan-2.2-t2v-fast", """{"prompt":"waves","num_frames":81,"resolution":"480p"}""", "video/mp4" },
        { "replicate/wan-2.1", """{"prompt":"waves","image":"PIXEL"}""", "video/mp4" },
        { "kwaivgi/kling-v2.1", """{"prompt":"waves","start_image":"PIXEL","duration":5}""", "video/mp4" },
        { "lightricks/ltx-video", """{"prompt":"waves"}""", "video/mp4" },
        { "jaaari/kokoro-82m", """{"text":"Good morning","voice":"bf_emma","speed":1.2}""", "audio/wav" },
        { "minimax/speech-02-turbo", """{"text":"Good morning"}""", "audio/wav" },
        { "meta/musicgen", """{"prompt":"a waltz","duration":3,"output_format":"mp3"}""", "audio/mpeg" },
        { "someone/an-unheard-of-painter", """{"prompt":"a lake"}""", "image/png" },
        { "openai/gpt-image-1", """{"prompt":"a lake"}""", "image/png" },
        { "recraft-ai/recraft-v3", """{"prompt":"a lake","size":"1820x1024"}""", "image/png" },
        { "minimax/hailuo-02", """{"prompt":"waves","duration":10,"resolution":"1080p"}""", "video/mp4" },
        { "resemble-ai/chatterbox", """{"prompt":"Hello"}""", "audio/wav" },
        { "someone/new-t2v-model", """{"prompt":"a lake","duration":1}""", "video/mp4" },
        { "someone/new-tts-model", """{"text":"Hello"}""", "audio/wav" },
    };

    [Theory]
    [MemberData(nameof(FileModels))]
    public async Task Run_ModelThatMakesFiles_GivesOneThatOpens(string model, string input, string mediaType)
    {
        var done = await Bench.RunAsync(model, Parse(input));

        done.At("status").GetString().Should().Be("succeeded", done.Text);
        var address = done.At("output").ValueKind == JsonValueKind.Array ? done.At("output", 0) : done.At("output");
        var file = await Bench.OpenAsync(address);
        file.Status.Should().Be(200);
        file.Type.Should().Be(mediaType);
        Magic(file.Bytes).Should().Be(mediaType);
    }

    [Fact]
    public async Task Run_EditOfAPicture_KeepsItsSizeAndDependsOnIt()
    {
        var barn = await Picture("a red barn");
        var lake = await Picture("a blue lake");

        var first = await Edit(barn);
        var again = await Edit(barn);
        var other = await Edit(lake);

        first.Should().Equal(again).And.NotEqual(other);
        Size(first).Should().Be((1368, 768));
    }

    [Fact]
    public async Task Run_WithALora_DrawsInItsStyle()
    {
        const string Model = "black-forest-labs/flux-dev-lora";
        var plain = await First(Model, """{"prompt":"a lake","seed":5,"output_format":"png"}""");
        var styled = await First(Model, """{"prompt":"a lake","seed":5,"output_format":"png","lora_weights":"https://huggingface.co/a/b"}""");
        var weaker = await First(Model, """{"prompt":"a lake","seed":5,"output_format":"png","lora_weights":"https://huggingface.co/a/b","lora_scale":0.2}""");

        styled.Should().NotEqual(plain).And.NotEqual(weaker);
    }

    [Fact]
    public async Task Run_Bark_GivesAnObject()
    {
        var done = await Bench.RunAsync("suno-ai/bark", Parse("""{"prompt":"Hi","history_prompt":"en_speaker_1"}"""));
        var full = await Bench.RunAsync("suno-ai/bark", Parse("""{"prompt":"Hi","output_full":true}"""));

        done.At("output").EnumerateObject().Select(field => field.Name).Should().Equal("audio_out", "prompt_npz");
        done.At("output", "prompt_npz").ValueKind.Should().Be(JsonValueKind.Null);
        Magic((await Bench.OpenAsync(done.At("output", "audio_out"))).Bytes).Should().Be("audio/wav");
        var prompt = await Bench.OpenAsync(full.At("output", "prompt_npz"));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(prompt.Bytes));
        zip.Entries.Select(entry => entry.Name).Should().Equal("semantic_prompt.npy", "coarse_prompt.npy", "fine_prompt.npy");
    }

    [Fact]
    public async Task Run_Whisper_TranscribesWhatTheEmulatorSaid()
    {
        var speech = await Bench.RunAsync("jaaari/kokoro-82m", Parse("""{"text":"Good morning. It rains."}"""));
        var address = speech.At("output").GetString()!;

        var plain = await Bench.RunAsync("openai/whisper", new JsonObject { ["audio"] = address });
        var subtitles = await Bench.RunAsync("openai/whisper", new JsonObject { ["audio"] = address, ["transcription"] = "srt", ["translate"] = true });

        plain.At("output").EnumerateObject().Select(field => field.Name).Should()
            .Equal("detected_language", "transcription", "segments", "translation", "txt_file", "srt_file");
        plain.At("output", "transcription").GetString().Should().Be(" Good morning. It rains.");
        plain.At("output", "segments").EnumerateArray().Select(segment => segment.GetProperty("text").GetString()).Should().Equal(" Good morning.", " It rains.");
        plain.At("output", "segments", 1, "start").GetDouble().Should().BeGreaterThan(plain.At("output", "segments", 0, "start").GetDouble());
        plain.At("output", "translation").ValueKind.Should().Be(JsonValueKind.Null);
        plain.At("output", "txt_file").ValueKind.Should().Be(JsonValueKind.Null);
        subtitles.At("output", "transcription").GetString().Should().StartWith("1\n00:00:00,000 --> ");
        subtitles.At("output", "translation").GetString().Should().Be(" Good morning. It rains.");
        (await Bench.OpenAsync(subtitles.At("output", "txt_file"))).Text.Should().Be("Good morning. It rains.");
        (await Bench.OpenAsync(subtitles.At("output", "srt_file"))).Text.Should().Be(subtitles.At("output", "transcription").GetString());
    }

    [Fact]
    public async Task Run_WhisperOfAPicture_Fails()
    {
        var done = await Bench.RunAsync("openai/whisper", new JsonObject { ["audio"] = Pixel });

        done.At("status").GetString().Should().Be("failed");
        done.At("error").GetString().Should().StartWith("Failed to load audio");
    }

    [Fact]
    public async Task Run_FastWhisper_GivesChunks()
    {
        var speech = await Bench.RunAsync("jaaari/kokoro-82m", Parse("""{"text":"Good morning"}"""));

        var done = await Bench.RunAsync("vaibhavs10/incredibly-fast-whisper", new JsonObject { ["audio"] = speech.At("output").GetString(), ["timestamp"] = "word" });

        done.At("output", "text").GetString().Should().Be("Good morning");
        done.At("output", "chunks").EnumerateArray().Select(chunk => chunk.GetProperty("text").GetString()).Should().Equal(" Good", " morning");
    }

    [Fact]
    public async Task Run_Blip_AnswersByItsTask()
    {
        var caption = await Bench.RunAsync("salesforce/blip", new JsonObject { ["image"] = Pixel });
        var answer = await Bench.RunAsync("salesforce/blip", new JsonObject { ["image"] = Pixel, ["task"] = "visual_question_answering", ["question"] = "How large?" });
        var without = await Bench.RunAsync("salesforce/blip", new JsonObject { ["image"] = Pixel, ["task"] = "visual_question_answering" });

        caption.At("output").GetString().Should().StartWith("Caption: the picture is a 1x1 png");
        answer.At("output").GetString().Should().StartWith("Answer: ").And.EndWith("(asked: How large?)");
        without.At("status").GetString().Should().Be("failed");
    }

    [Fact]
    public async Task Run_HelloWorld_GivesAString()
    {
        var done = await Bench.RunAsync("replicate/hello-world", Parse("""{"text":"Alice"}"""));

        done.At("output").GetString().Should().Be("hello Alice");
    }

    [Fact]
    public async Task Run_Riffusion_GivesSoundAndPicture()
    {
        var done = await Bench.RunAsync("riffusion/riffusion", Parse("""{"prompt_a":"a waltz"}"""));

        (await Bench.OpenAsync(done.At("output", "audio"))).Type.Should().Be("audio/wav");
        (await Bench.OpenAsync(done.At("output", "spectrogram"))).Type.Should().Be("image/jpeg");
    }

    [Fact]
    public async Task Run_Embeddings_GiveVectorsInEachModelsShape()
    {
        var lists = await Bench.RunAsync("nateraw/bge-large-en-v1.5", Parse("""{"texts":"[\"a cat\",\"a dog\"]"}"""));
        var objects = await Bench.RunAsync("replicate/all-mpnet-base-v2", Parse("""{"text":"a cat"}"""));
        var scores = await Bench.RunAsync("yxzwayne/bge-reranker-v2-m3", Parse("""{"input_list":"[[\"a cat\",\"a cat sat\"],[\"a cat\",\"the sea\"]]"}"""));
        var wrong = await Bench.RunAsync("nateraw/bge-large-en-v1.5", Parse("""{"texts":"a cat"}"""));

        lists.At("output").GetArrayLength().Should().Be(2);
        lists.At("output", 1).GetArrayLength().Should().Be(1024);
        lists.At("output", 1).EnumerateArray().Sum(number => number.GetDouble() * number.GetDouble()).Should().BeApproximately(1, 0.001);
        objects.At("output", 0, "embedding").GetArrayLength().Should().Be(768);
        scores.At("output", 0).GetDouble().Should().BeGreaterThan(scores.At("output", 1).GetDouble());
        wrong.At("status").GetString().Should().Be("failed");
    }

    [Fact]
    public async Task Run_OddModels_GiveNumbersListsAndFilesAtAnyDepth()
    {
        var number = await Bench.RunAsync("emulated/number", Parse("""{"text":"abc"}"""));
        var frames = await Bench.RunAsync("emulated/frames", Parse("""{"prompt":"a lake","count":2}"""));
        var survey = await Bench.RunAsync("emulated/survey", new JsonObject { ["plot"] = Pixel, ["labels"] = new JsonArray("hill") });

        number.At("output").GetDouble().Should().Be(4.5);
        frames.At("output", 1, "at").GetDouble().Should().Be(0.5);
        (await Bench.OpenAsync(frames.At("output", 1, "file"))).Type.Should().Be("image/jpeg");
        survey.At("output", "regions", 0, "label").GetString().Should().Be("hill");
        (await Bench.OpenAsync(survey.At("output", "regions", 0, "mask"))).Type.Should().Be("image/png");
        (await Bench.OpenAsync(survey.At("output", "summary", "preview"))).Bytes.Should().Equal((await Bench.OpenAsync(survey.At("output", "regions", 0, "mask"))).Bytes);
        (await Bench.OpenAsync(survey.At("output", "report"))).Type.Should().Be("application/json");
        number.At("urls").TryGetProperty("stream", out _).Should().BeFalse();
        survey.At("urls").TryGetProperty("stream", out _).Should().BeFalse();
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json.Replace("PIXEL", Pixel, StringComparison.Ordinal))!.AsObject();

    private async Task<string> Picture(string prompt)
    {
        var done = await Bench.RunAsync("black-forest-labs/flux-schnell", new JsonObject { ["prompt"] = prompt, ["aspect_ratio"] = "16:9", ["output_format"] = "png" });
        return done.At("output", 0).GetString()!;
    }

    private async Task<byte[]> Edit(string picture)
    {
        var done = await Bench.RunAsync("black-forest-labs/flux-kontext-pro", new JsonObject { ["prompt"] = "in winter", ["input_image"] = picture, ["seed"] = 3 });
        return (await Bench.OpenAsync(done.At("output"))).Bytes;
    }

    private async Task<byte[]> First(string model, string input) =>
        (await Bench.OpenAsync((await Bench.RunAsync(model, Parse(input))).At("output", 0))).Bytes;

    private static (int Width, int Height) Size(byte[] png) => (
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    private static string Magic(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, ..] => "image/jpeg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', ..] => "image/webp",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', ..] => "audio/wav",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB, ..] => "audio/mpeg",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "video/mp4",
        _ => "unknown",
    };
}
