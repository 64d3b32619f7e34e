using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.HuggingFace;

/// <summary>Errors in the short shape <c>{"error":"text"}</c>.</summary>
internal static class HuggingFaceErrors
{
    public static WireException Create(int status, string message) =>
        new(status, new JsonObject { ["error"] = message });

    public static WireException Unauthorized(string? presented) => Create(
        401,
        presented is null ? "Invalid username or password." : "Invalid credentials in Authorization header");

    /// <summary>Whether an id has the form <c>owner/name</c>.</summary>
    public static bool IsModelId(string id) =>
        id.Split('/') is [{ Length: > 0 }, { Length: > 0 }] && !id.Any(char.IsWhiteSpace);
}
