namespace ProviderRouter.Providers.Fal;

/// <summary>
/// A model's address. Jobs are kept below the application alone, without the path that stands behind it. Source: wire notes of fal, §1 and
/// traps, 2.
/// </summary>
/// <param name="Path">The whole: <c>fal-ai/flux/dev</c>.</param>
/// <param name="App">The application: <c>fal-ai/flux</c>.</param>
internal readonly record struct FalEndpoint(string Path, string App)
{
    private const string AnyLlm = "fal-ai/any-llm";
    private const string Router = "openrouter/router";
    private const string Vision = "/vision";

    /// <summary>
    /// The language model that is asked for behind an endpoint that runs any, where the id names one: <c>openrouter/router/openai/gpt-4o</c>.
    /// </summary>
    public string? LanguageModel { get; private init; }

    /// <summary>Whether it runs any language model.</summary>
    public bool IsLanguage => App is AnyLlm or Router;

    /// <summary>Whether it has an address that speaks OpenAI's protocol.</summary>
    public bool SpeaksOpenAI => App == Router;

    /// <summary>Whether it reads images.</summary>
    public bool Sees => Path.EndsWith(Vision, StringComparison.Ordinal);

    public static FalEndpoint Of(string model)
    {
        var segments = model.Split('/');
        if (segments is [var legacy] && legacy.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash && legacy.AsSpan(0, dash).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return Of($"{legacy[..dash]}/{legacy[(dash + 1)..]}"); // 123456-app, as applications were once named
        }

        var length = segments[0] is "workflows" or "comfy" ? 3 : 2;
        var app = segments.Length <= length ? model : string.Join('/', segments, 0, length);
        return app is AnyLlm or Router ? OfLanguage(model, app) : new(model, app);
    }

    /// <summary>The neighbour that reads images, of an endpoint that runs any language model.</summary>
    public FalEndpoint Seeing() => IsLanguage && !Sees ? this with { Path = App + Vision } : this;

    private static FalEndpoint OfLanguage(string model, string app)
    {
        var rest = model[app.Length..];
        var sees = rest.StartsWith($"{Vision}/", StringComparison.Ordinal) || rest == Vision;
        var language = sees ? rest[Vision.Length..] : rest;
        return language.LastIndexOf('/') > 0 && !language.StartsWith("/openai/v1/", StringComparison.Ordinal)
            ? new(sees ? app + Vision : app, app) { LanguageModel = language[1..] }
            : new(model, app);
    }
}
