using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>A router before a scripted FLUX Kontext: answers are given out in order, the last one for ever; no delay takes any time.</summary>
internal sealed class KontextWire : IDisposable
{
    public const string Model = "accounts/fireworks/models/flux-kontext-pro";
    public const string Submit = $"POST https://api.fireworks.ai/inference/v1/workflows/{Model}";
    public const string Poll = $"{Submit}/get_result";
    public const string Submitted = """{"request_id":"k1"}""";
    public const string Sample = "https://delivery.test/k1.png";

    private readonly TestRouter router;
    private readonly MediaWire wire;

    public KontextWire(params string[] answers)
        : this([.. answers.Select(answer => MediaWire.Json(answer))])
    {
    }

    public KontextWire(params Func<HttpResponseMessage>[] answers)
    {
        router = new(timeProvider: Time);
        wire = new(router, answers);
    }

    public JumpingTime Time { get; } = new();

    public IInferenceClient Client => router.Client;

    public List<SentRequest> Requests => wire.Requests;

    public static string Status(string status, string rest = ""","result":null,"progress":null,"details":null""") =>
        $$"""{"id":"k1","status":"{{status}}"{{rest}}}""";

    public static string Ready(string sample = Sample) => Status("Ready", $$""","result":{"sample":"{{sample}}"},"progress":null,"details":null""");

    public Task<TextToImageResponse> GenerateAsync(TextToImageRequest? request = null) =>
        Client.GenerateImageAsync((request ?? new() { Prompt = "a tiger" }) with { Model = Model, Provider = "fireworks-ai" }, TestContext.Current.CancellationToken);

    public Task<ImageToImageResponse> EditAsync(ImageToImageRequest request) =>
        Client.EditImageAsync(request with { Model = Model, Provider = "fireworks-ai" }, TestContext.Current.CancellationToken);

    public Task<InferenceJob<TextToImageResponse>> StartAsync(JobOptions? options = null) => Client.StartAsync(
        InferenceTasks.TextToImage, new() { Model = Model, Provider = "fireworks-ai", Prompt = "a tiger" }, options, TestContext.Current.CancellationToken);

    public async Task<JobException> FailAsync() =>
        (await FluentActions.Awaiting(() => GenerateAsync()).Should().ThrowAsync<JobException>()).Which;

    public void Dispose() => router.Dispose();
}
