using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>
/// The addresses of what the server keeps. They are always below Replicate's own prefix, also in answers that went through another provider: the
/// real ones name api.replicate.com then too.
/// </summary>
internal sealed record ReplicateAddresses(string Root)
{
    public const string Prefix = "replicate";

    public static ReplicateAddresses Of(Exchange exchange) => new(exchange.Link(Prefix, string.Empty));

    public string Prediction(string id) => $"{Root}v1/predictions/{id}";

    public string Cancel(string id) => Prediction(id) + "/cancel";

    /// <summary>The stream of a text or of files; its last segment is a secret that opens it.</summary>
    public string Stream(string secret, bool isText) => $"{Root}stream/v1/{(isText ? "predictions" : "files")}/{secret}";

    public string Delivery(string id, string name) => $"{Root}delivery/{id}/{name}";

    public string File(string id) => $"{Root}v1/files/{id}";

    public string Page(string path, string query) => $"{Root}v1/{path}{query}";

    /// <summary>The path below the root, or null for an address somewhere else.</summary>
    public string? PathOf(string address) => address.StartsWith(Root, StringComparison.Ordinal) ? address[Root.Length..] : null;

    /// <summary>Whether an address is at the emulator, with whichever provider.</summary>
    public bool IsNear(Uri address) => new Uri(Root) is var root && root.Authority == address.Authority && root.Scheme == address.Scheme;
}
