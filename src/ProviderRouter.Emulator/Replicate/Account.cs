using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>The account that the emulator's key belongs to.</summary>
internal static class Account
{
    public const string Name = "emulator";

    public static JsonObject Write() => new()
    {
        ["type"] = "user",
        ["username"] = Name,
        ["name"] = "Emulator",
        ["github_url"] = null,
    };
}
