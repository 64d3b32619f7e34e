using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>A task whose input is one file: its bytes alone when there are no parameters, else base64 beside them.</summary>
internal abstract class HfFileCodec<TRequest, TResponse> : HfJsonCodec<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    public sealed override bool TakesBareFile => true;

    public abstract override MediaContent FileOf(TRequest request);

    public sealed override void WriteInputs(Utf8JsonWriter json, TRequest request, ReadOnlySpan<byte> file) => JsonBase64.Write(json, "", file);
}
