namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>A request of one task and what it must be on the wire.</summary>
internal sealed record HfCase(string Task, Func<HfWire, Task<InferenceResponse>> SendAsync, string Body)
{
    public string PathEnd { get; init; } = "";

    /// <summary>The body's media type; all but JSON is compared as text.</summary>
    public string ContentType { get; init; } = "application/json";

    public string Accept { get; init; } = "application/json";

    public IReadOnlyList<string> Warned { get; init; } = [];

    public static HfCase Of<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request, string body)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        new(task.Name, async wire => await wire.SendAsync(task, request), body);
}
