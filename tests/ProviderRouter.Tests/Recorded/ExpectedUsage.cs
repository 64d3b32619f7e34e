using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Compares a usage with what the manifest says of it.</summary>
internal static class ExpectedUsage
{
    public static void Check(Usage? usage, JsonElement expected)
    {
        expected.TryGetProperty("usage", out var wanted);
        (usage?.InputTokens, usage?.OutputTokens, usage?.TotalTokens, usage?.ReasoningTokens, usage?.CachedInputTokens).Should().Be(
            (Count(wanted, "prompt"), Count(wanted, "completion"), Count(wanted, "total"), Count(wanted, "reasoning"), Count(wanted, "cachedPrompt")));
    }

    private static long? Count(JsonElement wanted, string name) =>
        wanted.ValueKind == JsonValueKind.Object && wanted.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}
