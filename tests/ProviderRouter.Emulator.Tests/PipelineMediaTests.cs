using System.Buffers.Binary;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class PipelineMediaTests : IAsyncLifetime
{
    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;
    private byte[] _red = [];

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _wire = new Wire(_emulator["hf-inference"]);
        _red = (await _wire.PostAsync(
            "models/stabilityai/stable-diffusion-xl-base-1.0", """{"inputs":"a red fox","parameters":{"width":320,"height":200}}""", ("Accept", "image/png"))).Bytes;
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task ImageClassification_RawOrBase64_AnswersTheSame()
    {
        const string Path = "models/google/vit-base-patch16-224";

        var raw = await _wire.PostBytesAsync(Path, _red, "image/png");
        var undeclared = await _wire.PostBytesAsync(Path, _red, "application/octet-stream");
        var wrapped = await _wire.PostAsync(Path, $$$"""{"inputs":"{{{Convert.ToBase64String(_red)}}}","parameters":{"top_k":2}}""");

        raw.Json.GetArrayLength().Should().Be(5);
        undeclared.Text.Should().Be(raw.Text);
        wrapped.Json.EnumerateArray().Select(entry => entry.GetRawText())
            .Should().Equal(raw.Json.EnumerateArray().Take(2).Select(entry => entry.GetRawText()));
    }

    [Fact]
    public async Task ZeroShotImageClassification_ColourAmongTheLabels_Wins()
    {
        const string Path = "models/openai/clip-vit-large-patch14";
        var picture = Convert.ToBase64String(_red);

        var answer = await _wire.PostAsync(Path, $$$"""{"inputs":"{{{picture}}}","parameters":{"candidate_labels":["blue","red","dog"]}}""");
        var wrapped = await _wire.PostAsync(Path, $$$"""{"inputs":{"image":"{{{picture}}}"},"parameters":{"candidate_labels":"blue, red, dog"}}""");
        var raw = await _wire.PostBytesAsync(Path, _red, "image/png");

        answer.Json.GetArrayLength().Should().Be(3);
        answer.At(0, "label").GetString().Should().Be("red");
        wrapped.Text.Should().Be(answer.Text);
        raw.Json.Should().BeJson("""{"error":["Error in `parameters.candidate_labels`: field required"],"warnings":[]}""");
    }

    [Fact]
    public async Task ObjectDetection_Threshold_LeavesTheSurerOnes()
    {
        const string Path = "models/facebook/detr-resnet-50";

        var all = await _wire.PostBytesAsync(Path, _red, "image/png");
        var sure = await _wire.PostAsync(Path, $$$"""{"inputs":"{{{Convert.ToBase64String(_red)}}}","parameters":{"threshold":0.9}}""");

        all.Json.GetArrayLength().Should().Be(3);
        sure.Json.GetArrayLength().Should().Be(1);
        foreach (var box in all.Json.EnumerateArray().Select(found => found.GetProperty("box")))
        {
            box.GetProperty("xmin").GetInt32().Should().BeInRange(0, box.GetProperty("xmax").GetInt32() - 1);
            box.GetProperty("xmax").GetInt32().Should().BeLessThanOrEqualTo(320);
            box.GetProperty("ymin").GetInt32().Should().BeInRange(0, box.GetProperty("ymax").GetInt32() - 1);
            box.GetProperty("ymax").GetInt32().Should().BeLessThanOrEqualTo(200);
        }
    }

    [Fact]
    public async Task ImageSegmentation_Masks_AreGreyPicturesOfTheSameSize()
    {
        var semantic = await _wire.PostBytesAsync("models/nvidia/segformer-b0-finetuned-ade-512-512", _red, "image/png");
        var panoptic = await _wire.PostBytesAsync("models/facebook/detr-resnet-50-panoptic", _red, "image/png");

        var mask = semantic.At(0, "mask").GetBytesFromBase64();
        BinaryPrimitives.ReadInt32BigEndian(mask.AsSpan(16)).Should().Be(320);
        BinaryPrimitives.ReadInt32BigEndian(mask.AsSpan(20)).Should().Be(200);
        mask[25].Should().Be(0, "the mask has one channel");
        semantic.At(0, "score").ValueKind.Should().Be(JsonValueKind.Null);
        panoptic.At(0, "score").GetDouble().Should().BePositive();
        semantic.Json.EnumerateArray().Select(found => found.GetProperty("label").GetString()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task ImageToText_ByModel_IsAListOrAnObject()
    {
        const string Caption = "The picture is a 320x200 png, mostly red";

        var list = await _wire.PostBytesAsync("models/Salesforce/blip-image-captioning-base", _red, "image/png");
        var bare = await _wire.PostBytesAsync("models/nlpconnect/vit-gpt2-image-captioning", _red, "image/png");

        list.At(0, "generated_text").GetString().Should().StartWith(Caption);
        bare.At("generated_text").GetString().Should().StartWith(Caption);
    }

    [Fact]
    public async Task QuestionsAboutPictures_Asked_AreAnsweredByScore()
    {
        var picture = Convert.ToBase64String(_red);
        var body = $$$"""{"inputs":{"image":"{{{picture}}}","question":"Which colour?"},"image":"{{{picture}}}","question":"Which colour?"}""";

        var seen = await _wire.PostAsync("models/dandelin/vilt-b32-finetuned-vqa", body);
        var read = await _wire.PostAsync("models/impira/layoutlm-document-qa", body);
        var prefixed = await _wire.PostAsync(
            "models/dandelin/vilt-b32-finetuned-vqa", $$$"""{"inputs":{"image":"data:image/png;base64,{{{picture}}}","question":"Which colour?"}}""");

        seen.Json.GetArrayLength().Should().Be(5);
        seen.At(0, "answer").GetString().Should().Be("red");
        read.Json.WithoutScores().Should().BeJson("""[{"answer":"synthetic colour","start":0,"end":1}]""");
        prefixed.At("error", 0).GetString().Should().StartWith("Error in `inputs`: Invalid image: data:image/png;base64,");
    }

    [Fact]
    public async Task ImageToImage_TargetSize_IsTheSizeOfTheAnswer()
    {
        const string Path = "models/timbrooks/instruct-pix2pix";

        var same = await _wire.PostBytesAsync(Path, _red, "image/png", ("Accept", "image/png"));
        var smaller = await _wire.PostAsync(
            Path, $$$$"""{"inputs":"{{{{Convert.ToBase64String(_red)}}}}","parameters":{"prompt":"blue","target_size":{"width":64,"height":48}}}""", ("Accept", "image/png"));
        var wrong = await _wire.PostAsync(
            Path, $$$$"""{"inputs":"{{{{Convert.ToBase64String(_red)}}}}","parameters":{"target_size":{"width":64}}}""");

        BinaryPrimitives.ReadInt32BigEndian(same.Bytes.AsSpan(16)).Should().Be(320);
        BinaryPrimitives.ReadInt32BigEndian(smaller.Bytes.AsSpan(16)).Should().Be(64);
        BinaryPrimitives.ReadInt32BigEndian(smaller.Bytes.AsSpan(20)).Should().Be(48);
        wrong.At("error", 0).GetString().Should().StartWith("Error in `parameters.target_size.height`");
    }

    [Fact]
    public async Task TextToImage_OddModels_AnswerInJson()
    {
        const string Body = """{"inputs":"x","parameters":{"width":64,"height":64}}""";

        var inline = await _wire.PostAsync("models/emulated/picture-as-b64-json", Body, ("Accept", "image/png"));
        var address = await _wire.PostAsync("models/emulated/picture-as-addresses", Body, ("Accept", "image/png"));

        using var plain = new HttpClient();
        var file = await plain.GetByteArrayAsync(new Uri(address.At("output", 0).GetString()!), Wire.Token);
        file.Should().Equal(inline.At("data", 0, "b64_json").GetBytesFromBase64());
    }

    [Fact]
    public async Task Speech_SpokenByOneModel_IsHeardByAnother()
    {
        var flac = await _wire.PostAsync("models/espnet/kan-bayashi_ljspeech_vits", """{"inputs":"Hello world. How are you?"}""");
        var wav = await _wire.PostAsync("models/facebook/mms-tts-eng", """{"inputs":"Hello","parameters":{"temperature":0.5}}""");

        var heard = await _wire.PostBytesAsync("models/openai/whisper-large-v3", flac.Bytes, flac.Type);
        var timed = await _wire.PostAsync(
            "models/openai/whisper-large-v3", $$$"""{"inputs":"{{{Convert.ToBase64String(flac.Bytes)}}}","parameters":{"return_timestamps":true}}""");

        flac.Type.Should().Be("audio/flac");
        wav.Type.Should().Be("audio/wav");
        heard.Json.Should().BeJson("""{"text":"Hello world. How are you?"}""");
        timed.Json.Should().BeJson("""
            {"text":"Hello world. How are you?","chunks":[{"text":"Hello world.","timestamp":[0,0.72]},{"text":"How are you?","timestamp":[0.78,1.5]}]}
            """);
    }

    [Fact]
    public async Task AudioClassification_Emotions_AreRanked()
    {
        var wav = await _wire.PostAsync("models/facebook/mms-tts-eng", """{"inputs":"Hello"}""");

        var answer = await _wire.PostBytesAsync("models/superb/hubert-large-superb-er", wav.Bytes, "audio/wav");

        answer.Json.EnumerateArray().Select(entry => entry.GetProperty("label").GetString()).Should().BeEquivalentTo("neu", "hap", "ang", "sad");
        answer.Json.EnumerateArray().Select(entry => entry.GetProperty("score").GetDouble()).Should().BeInDescendingOrder();
    }
}
