using System.Net;
using System.Text;
using System.Text.Json;
using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Fuzzing.Seeds;
using ProviderRouter.Providers.Fal;
using ProviderRouter.Providers.Fireworks;
using ProviderRouter.Providers.HuggingFace;
using ProviderRouter.Providers.Replicate;
using ProviderRouter.Providers.Together;
using ProviderRouter.Transport;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>What reads every provider's bytes: event streams, errors, files in JSON.</summary>
internal static class TransportParsers
{
    private static readonly ReadLimits Limits = new(TimeSpan.FromMinutes(1), "first", TimeSpan.FromMinutes(1), ReadLimits.Events);
    private static readonly MediaFields Files = new("b64_json"u8.ToArray(), "images"u8.ToArray(), "url"u8.ToArray()) { MayBeText = true };

    public static IEnumerable<FuzzParser> All =>
    [
        new(
            "event stream",
            [
                new(
                    "bytes",
                    [
                        .. Seed.Of(
                            "data: a\n\ndata: b\n\n", "\uFEFF: ping\r\n\r\nevent: output\r\nid: 7\r\ndata: a\r\ndata\r\ndata:b\r\n\r\n", "data: a\r\rdata: [DONE]\r\r", "event: error\ndata: {\"detail\":\"x\"}\n\n{\"error\":1}\nerror: {\"code\":1}\n"),
                        .. Recordings.Of("", "chat-stream"),
                    ],
                    ReadEventsAsync)
                {
                    TakesAll = true,
                },
            ]),
        new(
            "error answers",
            [
                .. new (string Name, ProviderErrorReader Reader)[]
                {
                    ("common", new()), ("fal", new FalErrorReader()), ("Fireworks", new FireworksErrorReader()), ("Hugging Face", new HuggingFaceErrorReader()), ("Replicate", new ReplicateErrorReader()), ("Together", new TogetherErrorReader()),
                }.Select(provider => new FuzzVariant(provider.Name, ErrorSeeds.All, input => ReadErrorAsync(input, provider.Reader)) { TakesAll = true }),
            ]),
        new(
            "files in JSON",
            [
                new(
                    "media",
                    Seed.Of(
                        "{\"created\":1,\"data\":[{\"b64_json\":\"iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB\",\"x\":[1,\"\\u0001\"]},{\"url\":\"https://example.com/a.png\"}]}",
                        "{\"images\":[\"data:image\\/png;base64,iVBORw0K\\/goAAAANSUhEUgAAAAEAAAAB\",\"data:;base64,AAAABBBBCCCC\\n\"],\"b64_json\" : null}",
                        "{\"url\":\"data:image/png,notbase64\",\"b64_json\":\"short\",\"\\u0062\":[[{\"url\":[]}]]}"),
                    ReadMediaAsync),
            ]),
        new("Unicode in JSON", [new("document", Seed.Of("{\"a\\u00fc\":[\"\\ud83d\\ude00\",1e5,null,\"\u4E16\\\\\\/\"],\"\":{}}"), ReadUnicode)]),
    ];

    private static ExchangeFailures Failures(ProviderErrorReader? errors = null) =>
        new("p", "m", ExchangeKind.Generate, errors ?? new(), new SecretScrubber(), ["KEY"], TimeProvider.System);

    // Whole and in pieces it holds the same events.
    private static async ValueTask ReadEventsAsync(byte[] input)
    {
        var whole = await HashAsync(new MemoryStream(input));
        var step = input.Length == 0 ? 1 : 1 + (input[^1] % 13);
        if (await HashAsync(new PiecewiseStream(input, Math.Max(step, input.Length / 300))) != whole)
        {
            throw new InvalidOperationException("In pieces it holds other events.");
        }
    }

    private static async ValueTask<int> HashAsync(Stream body)
    {
        var hash = default(HashCode);
        using var answer = new HttpResponseMessage { Content = new StreamContent(body) };
        using var response = new ProviderResponse(answer, Failures(), Limits, TimeProvider.System, CancellationToken.None);
        using var reader = await SseReader.OpenAsync(response, CancellationToken.None);
        bool more;
        do
        {
            more = await reader.FillAsync(CancellationToken.None);
            while (reader.TryRead())
            {
                hash.Add(reader.IsBareLine);
                hash.Add(reader.Data.Length);
                hash.AddBytes(reader.Data);
                hash.AddBytes(reader.EventType);
            }
        }
        while (more);
        return hash.ToHashCode();
    }

    private static async ValueTask ReadErrorAsync(byte[] input, ProviderErrorReader errors)
    {
        using var answer = Answer.Of(input, "application/json");
        var body = await answer.Content.ReadAsByteArrayAsync();
        var failures = Failures(errors);
        foreach (var failure in (ProviderException[])[failures.FromStatus(answer, body), failures.FromAnswer(answer, body, "it is wrong", inner: null)])
        {
            if (failure.Message.Length > 2_000 || failure.Message.Any(char.IsControl) || failure.ResponseBody?.Length > 4_096)
            {
                throw new InvalidOperationException($"The message has {failure.Message.Length} characters or one of control, the kept body {failure.ResponseBody?.Length}.");
            }
        }
    }

    private static async ValueTask ReadMediaAsync(byte[] input)
    {
        using var answer = Answer.Of(input, "application/json");
        using var response = new ProviderResponse(answer, Failures(), Limits, TimeProvider.System, CancellationToken.None);
        await MediaJson.ReadAsync(
            response,
            Files,
            static json =>
            {
                Visit(json, json.Root);
                return json.Restore(json.Root);
            },
            CancellationToken.None);
    }

    private static void Visit(MediaJson json, JsonElement element)
    {
        _ = json.FileOf(element);
        foreach (var item in element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default)
        {
            Visit(json, item);
        }

        foreach (var field in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default)
        {
            Visit(json, field.Value);
        }
    }

    // What it calls whole has no text that throws.
    private static ValueTask ReadUnicode(byte[] input)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(input);
        }
        catch (JsonException exception)
        {
            throw new ProviderException("p", ErrorKind.BadResponse, "no JSON", exception);
        }

        using (document)
        {
            if (!JsonUnicode.IsWhole(input))
            {
                throw new ProviderException("p", ErrorKind.InvalidRequest, "no Unicode");
            }

            Read(document.RootElement);
        }

        return default;
    }

    private static void Read(JsonElement element)
    {
        foreach (var item in element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default)
        {
            Read(item);
        }

        foreach (var field in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default)
        {
            _ = field.Name;
            Read(field.Value);
        }

        _ = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
