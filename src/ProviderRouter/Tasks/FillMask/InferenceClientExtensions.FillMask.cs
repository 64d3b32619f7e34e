namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Fills the gaps of a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="text">The text, with the model's own mask at each gap.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<FillMaskResponse> FillMaskAsync(
        this IInferenceClient client, string model, string text, CancellationToken cancellationToken = default) =>
        client.FillMaskAsync(new() { Model = model, Text = text }, cancellationToken);

    /// <summary>Fills the gaps of a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<FillMaskResponse> FillMaskAsync(
        this IInferenceClient client, FillMaskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.FillMask, request, cancellationToken);
    }
}
