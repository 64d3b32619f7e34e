using System.Text.Json.Nodes;

namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Sends a model JSON as its provider takes it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model with its provider, <c>model:provider</c>, for the input is of that one's form.</param>
    /// <param name="input">What the model takes, in the form of the provider.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<RawResponse> RunAsync(
        this IInferenceClient client, string model, JsonObject input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return client.RunAsync(new() { Model = model, Input = input }, cancellationToken);
    }

    /// <summary>Sends a provider JSON as it takes it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to send, and where.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<RawResponse> RunAsync(
        this IInferenceClient client, RawRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.Raw, request, cancellationToken);
    }

    /// <summary>Sends a model JSON as its provider takes it and yields the answer as it comes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model with its provider, <c>model:provider</c>, for the input is of that one's form.</param>
    /// <param name="input">What the model takes, in the form of the provider.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<RawUpdate> RunStreamAsync(
        this IInferenceClient client, string model, JsonObject input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return client.RunStreamAsync(new() { Model = model, Input = input }, cancellationToken);
    }

    /// <summary>Sends a provider JSON as it takes it and yields the answer as it comes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to send, and where.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<RawUpdate> RunStreamAsync(
        this IInferenceClient client, RawRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.StreamAsync(InferenceTasks.RawStream, request, cancellationToken);
    }
}
