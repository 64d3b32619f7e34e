using System.Text;
using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Fuzzing.Seeds;
using ProviderRouter.Providers.Replicate;
using ProviderRouter.Providers.Replicate.Models;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>Replicate: predictions by task, their streams, and what it says of models.</summary>
internal static class ReplicateParsers
{
    private const string Replicate = "replicate";
    private const string Model = "acme/model:7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";
    private const string Urls = "\"urls\":{\"get\":\"https://api.replicate.com/v1/predictions/p1\",\"cancel\":\"c\",\"stream\":\"https://stream.replicate.com/v1/p1\"}";
    private const string Created = $"{{\"id\":\"p1\",\"status\":\"starting\",\"output\":null,{Urls}}}";
    private const string Done = "{\"id\":\"p1\",\"status\":\"succeeded\",\"output\":[\"H\",\"i\"],\"metrics\":{\"predict_time\":1.5}}";

    private static readonly IReadOnlyList<Seed> Predictions =
    [
        .. Seed.Of(
            $"{{\"id\":\"p1\",\"model\":\"a/b\",\"version\":\"v\",\"status\":\"succeeded\",\"output\":[\"https://replicate.delivery/a.png\"],\"error\":null,\"logs\":\" 50%|#####     | 5/10\\n\",\"metrics\":{{\"predict_time\":1.5,\"input_token_count\":3,\"output_token_count\":4}},\"created_at\":\"2026-01-01T00:00:00Z\",\"completed_at\":\"2026-01-01T00:00:05.123456Z\",{Urls}}}",
            "{\"id\":\"p1\",\"status\":\"processing\",\"output\":[\"Hel\",\"lo\"]}",
            "{\"id\":\"p1\",\"status\":\"succeeded\",\"output\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==\",\"data_removed\":false}",
            "{\"id\":\"p1\",\"status\":\"failed\",\"error\":\"NSFW content detected. Try running it again\",\"output\":null}",
            "{\"id\":\"p1\",\"status\":\"succeeded\",\"output\":{\"segments\":[{\"start\":0,\"end\":1.5,\"text\":\"hi\",\"words\":[{\"word\":\"hi\",\"start\":0,\"end\":1}],\"speaker\":\"S\"}],\"detected_language\":\"en\",\"transcription\":\"hi\",\"text\":\"hi\"}}",
            "{\"id\":\"p1\",\"status\":\"succeeded\",\"output\":{\"audio\":\"https://replicate.delivery/a.wav\",\"video\":null}}",
            "{\"id\":\"p1\",\"status\":\"canceled\"}",
            "HTTP 202\n\n{\"id\":\"p1\",\"status\":\"aborted\",\"output\":[]}"),
        .. Recordings.Of(Replicate, "replicate-prediction", "json"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Streams =
    [
        .. Seed.Of(
            "event: output\nid: 1:0\ndata: H\n\nevent: output\ndata: i\ndata:\ndata: you\n\nevent: done\ndata: {}\n\n",
            ": ping\n\nevent: logs\ndata: x\n\nevent: output\ndata: \n\nevent: error\ndata: {\"detail\":\"it failed\"}\n\nevent: done\ndata: {\"reason\":\"canceled\"}\n\n",
            "event: output\ndata: https://replicate.delivery/a.png\n\nevent: done\ndata: {\"output\":\"data:image/png;base64,iVBORw0KGgo=\"}\n\n"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Models =
    [
        .. Seed.Of(
            "{\"owner\":\"a\",\"name\":\"b\",\"is_official\":false,\"latest_version\":{\"id\":\"v1\",\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"required\":[\"prompt\"],\"properties\":{\"prompt\":{\"type\":\"string\",\"x-order\":0},\"width\":{\"type\":\"integer\",\"minimum\":64,\"maximum\":1440,\"default\":512},\"image\":{\"type\":\"string\",\"format\":\"uri\"},\"size\":{\"allOf\":[{\"$ref\":\"#/components/schemas/size\"}]},\"images\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"}}}},\"size\":{\"enum\":[\"1:1\",\"16:9\"],\"type\":\"string\"},\"Output\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}}}}",
            "{\"id\":\"v2\",\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"properties\":{\"text\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}],\"nullable\":true,\"description\":\"d\"}}}}}}}",
            "{\"owner\":\"a\",\"name\":\"d\",\"current_release\":{\"number\":1,\"model\":\"a/b\",\"version\":\"v1\",\"configuration\":{\"hardware\":\"gpu\"}}}"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Uploads =
        [.. Seed.Of("{\"id\":\"f1\",\"name\":\"a.png\",\"content_type\":\"image/png\",\"size\":1,\"urls\":{\"get\":\"https://api.replicate.com/v1/files/f1\"}}"), .. ErrorSeeds.Few];

    public static IEnumerable<FuzzParser> Of(FuzzHost host) =>
    [
        new(
            "Replicate predictions",
            [
                host.Task(Replicate, InferenceTasks.Chat, Model, Requests.Chat, Predictions),
                host.Task(Replicate, InferenceTasks.TextGeneration, Model, Requests.Text, Predictions),
                host.Task(Replicate, InferenceTasks.TextToImage, Model, Requests.Picture, Predictions),
                host.Task(Replicate, InferenceTasks.ImageToImage, Model, Requests.Edit, Predictions),
                host.Task(Replicate, InferenceTasks.TextToVideo, Model, Requests.Video, Predictions),
                host.Task(Replicate, InferenceTasks.ImageToVideo, Model, Requests.Animation, Predictions),
                host.Task(Replicate, InferenceTasks.TextToSpeech, Model, Requests.Speech, Predictions),
                host.Task(Replicate, InferenceTasks.TextToAudio, Model, Requests.Noise, Predictions),
                host.Task(Replicate, InferenceTasks.SpeechToText, Model, Requests.Transcript, Predictions),
                host.Task(Replicate, InferenceTasks.ImageToText, Model, Requests.Caption, Predictions),
                host.Task(Replicate, InferenceTasks.VisualQuestionAnswering, Model, Requests.Question, Predictions),
                host.Task(Replicate, InferenceTasks.DocumentQuestionAnswering, Model, Requests.DocumentQuestion, Predictions),
                host.Task(Replicate, InferenceTasks.Raw, Model, Requests.Raw, Predictions),
                host.Task(Replicate, InferenceTasks.Raw, Model, Requests.Raw with { Path = "v1/predictions" }, Predictions),
            ]),
        new(
            "Replicate streams",
            [
                host.Stream(Replicate, InferenceTasks.ChatStream, Model, Requests.Chat, Streams, rule: IsNoStream),
                host.Stream(Replicate, InferenceTasks.TextGenerationStream, Model, Requests.Text, Streams, rule: IsNoStream),
                host.Stream(Replicate, InferenceTasks.RawStream, Model, Requests.Raw, Streams, rule: IsNoStream),
                host.Stream(Replicate, InferenceTasks.ChatStream, Model, Requests.Chat, Predictions, "application/json"),
            ]),
        new(
            "Replicate models and files",
            [
                host.Variant("look-up", Models, "application/json", null, () => LookUpAsync(host)),
                host.Task(Replicate, InferenceTasks.ImageToImage, Model, Requests.Edit with { Image = MediaContent.FromBytes(new byte[257 << 10], "image/png") }, Uploads, rule: IsNoUpload) with { OwnBytes = 8 << 20 },
            ]),
    ];

    private static async Task LookUpAsync(FuzzHost host)
    {
        var lookUp = new ReplicateLookUp(Replicate, host.CreateTransport(new ReplicateErrorReader()), host.Time);
        var (model, failure) = await lookUp.FindAsync("v1/models/a/b", "a/b", host.Token);
        if (failure is not null)
        {
            throw failure;
        }

        _ = model?.Inputs;
    }

    // The prediction is as it should be; the stream is the input.
    private static string? IsNoStream(HttpRequestMessage request) =>
        request.RequestUri!.Host == "stream.replicate.com" ? null : request.Method == HttpMethod.Post ? Created : Done;

    private static string? IsNoUpload(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith("/files", StringComparison.Ordinal) ? null : "{\"id\":\"p1\",\"status\":\"succeeded\",\"output\":[\"https://replicate.delivery/a.png\"]}";
}
