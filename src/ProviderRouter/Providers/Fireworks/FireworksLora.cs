using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>An adapter as Fireworks names it: a repository of the Hugging Face Hub, and a file of it.</summary>
/// <param name="Name">The repository.</param>
/// <param name="File">The file; null for the repository's only one.</param>
internal sealed record FireworksLora(string Name, string? File)
{
    /// <summary>The adapter of a request; null when it has none that Fireworks can find.</summary>
    public static FireworksLora? Of(ImageSettings settings)
    {
        if (settings.Loras is not [var first, ..] || IsAddress(first))
        {
            return null;
        }

        var parts = first.Path.Split('/', 3);
        return parts.Length < 3 ? new(first.Path, null) : new($"{parts[0]}/{parts[1]}", parts[2]);
    }

    public static bool IsAddress(LoraWeights lora) => lora.Path.Contains("://", StringComparison.Ordinal);
}
