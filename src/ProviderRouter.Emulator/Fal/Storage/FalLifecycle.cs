using System.Text.Json;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Storage;

/// <summary>How long files live and who may read them, as a request's header asks for.</summary>
internal sealed record FalLifecycle(TimeSpan? Lifetime, string Access)
{
    public const string OutputHeader = "X-Fal-Object-Lifecycle-Preference";
    public const string UploadHeader = "X-Fal-Object-Lifecycle";

    private static readonly FalLifecycle Usual = new(null, "allow");

    public static FalLifecycle Read(Exchange exchange, string header)
    {
        if (exchange.Header(header) is not { } text)
        {
            return Usual;
        }

        try
        {
            var root = JsonElement.Parse(text);
            var lifetime = root.TryGetProperty("expiration_duration_seconds", out var seconds) && seconds.ValueKind != JsonValueKind.Null
                ? TimeSpan.FromSeconds(seconds.GetDouble())
                : (TimeSpan?)null;
            var access = root.TryGetProperty("initial_acl", out var list) && list.TryGetProperty("default", out var word) ? word.GetString() : "allow";
            return access is "allow" or "hide" or "forbid" && lifetime is not { Ticks: <= 0 } ? new(lifetime, access) : throw Refusal(header);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or OverflowException or FormatException or ArgumentException)
        {
            throw Refusal(header);
        }
    }

    private static WireException Refusal(string header) => FalErrors.Text(400, $"Invalid {header} header");
}
