using System.Globalization;
using System.Net;
using System.Text;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Fuzzing.Seeds;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;
using ProviderRouter.Transport;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>What reads short texts: from callers, from files, from headers.</summary>
internal static class TextParsers
{
    private const string Version = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProviderAddress Address = new("p", new("https://api.example.com/v1/"));

    private static readonly IReadOnlyList<Seed> Ids = Seed.Of(
        "meta-llama/Llama-3.1-8B-Instruct", "openai/gpt-oss-20b:groq", "groq:openai/gpt-oss-20b", $"stability-ai/sdxl:{Version}", "accounts/fireworks/models/llama-v3p1-8b-instruct#accounts/a/deployments/b",
        "fal-ai/flux/schnell", "deployments/acme/bot", "gpt-oss:20b:cheapest", "models/a/predictions?limit=5&x=%20", "..", "a/../b", "//host/x", "https://user@host/x");

    public static IEnumerable<FuzzParser> All =>
    [
        new("retry hints", [new("head and body", ErrorSeeds.All, ReadHints) { TakesAll = true }]),
        new("model references", [new("what a caller writes", Ids, ReadReference), new("path", Ids, ReadPath)]),
        new("data addresses", [new("data", Seed.Of("data:image/png;base64,iVBORw0KGgo=", "data:;base64,AAAA", "data:text/plain;charset=utf-8;base64,aGk=", "data:image/png,x", "DATA:a;BASE64, AA AA"), ReadDataAddress) { TakesAll = true }]),
        new(".env file", [new("file", Seed.Of("# keys\nA=1\nexport HF_TOKEN='hf_x' # c\nB=\"two words\"\r\nC = x y #z\nbroken\n=\n'a'=b\nD=\"open\n", "\uFEFFFAL_KEY=a:b\rX=1"), ReadDotEnv) { TakesAll = true }]),
        new(
            "job handle",
            [
                new(
                    "JSON",
                    Seed.Of(
                        "{\"provider\":\"replicate\",\"model\":\"a/b\",\"task\":\"text-to-video\",\"jobId\":\"j1\",\"createdAt\":\"2026-01-01T00:00:00+00:00\"}",
                        "{\"provider\":\"fal-ai\",\"model\":\"fal-ai/x\",\"task\":\"raw\",\"jobId\":\"j\",\"location\":\"fal-ai/x/requests/j\",\"partner\":\"fal-ai\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"deadline\":\"2026-01-01T01:00:00.5+01:00\"}"),
                    ReadHandle)
                {
                    RefusesByArgument = true,
                },
            ]),
    ];

    private static ValueTask ReadHints(byte[] input)
    {
        using var answer = Answer.Of(input, "application/json");
        var headers = answer.Headers.NonValidated;
        var text = Encoding.UTF8.GetString(input);
        foreach (var isRateLimited in (ReadOnlySpan<bool>)[true, false])
        {
            if (RetryHints.ReadRetryAfter(headers, text, text.Length % 7, isRateLimited, Now) is { } wait && (wait <= TimeSpan.Zero || wait > TimeSpan.FromDays(36_525)))
            {
                throw new InvalidOperationException($"A wait of {wait} is none.");
            }
        }

        _ = RetryHints.ReadShouldRetry(headers);
        _ = ErrorBody.Read(text);
        return default;
    }

    private static ValueTask ReadReference(byte[] input)
    {
        var reference = ModelReference.Parse(Encoding.UTF8.GetString(input), static name => name is "groq" or "replicate" or "fal-ai");
        CheckPath(reference.Model.Replace('#', '-'));
        return default;
    }

    private static ValueTask ReadPath(byte[] input)
    {
        CheckPath(Encoding.UTF8.GetString(input));
        return default;
    }

    private static void CheckPath(string path)
    {
        var built = Address.Build(path, keep: false);
        if (!built.AbsoluteUri.StartsWith("https://api.example.com/v1/", StringComparison.Ordinal) || built.AbsolutePath.Contains("..", StringComparison.Ordinal) != path.Split('?')[0].Contains("..", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The address {built} lies elsewhere.");
        }
    }

    private static ValueTask ReadDataAddress(byte[] input)
    {
        if (DataUri.TryParse(Encoding.UTF8.GetString(input), out var bytes, out _) && bytes.IsEmpty)
        {
            throw new InvalidOperationException("A file without a byte.");
        }

        return default;
    }

    private static ValueTask ReadDotEnv(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        foreach (var (_, problem) in DotEnvFile.Parse(text, "f").Malformed)
        {
            if (!problem.StartsWith(string.Create(CultureInfo.InvariantCulture, $"f, line "), StringComparison.Ordinal))
            {
                throw new InvalidOperationException("A line is told by its text.");
            }
        }

        return default;
    }

    private static ValueTask ReadHandle(byte[] input)
    {
        var handle = JobHandle.Parse(Encoding.UTF8.GetString(input));
        if (JobHandle.Parse(handle.ToJson()) != handle)
        {
            throw new InvalidOperationException("A handle changes when it is written.");
        }

        return default;
    }
}
