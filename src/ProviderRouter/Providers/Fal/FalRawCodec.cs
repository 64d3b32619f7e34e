using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>A model's own input and output, as they are.</summary>
internal sealed class FalRawCodec(FalFiles files) : IJobCodec<RawRequest, RawResponse, FalState>
{
    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Action<RequestJson>>(input => Write(input, context));

    public RawResponse Decode(TaskContext context, RawRequest? request, FalState state) => new()
    {
        Output = state.Output.Clone(),
        Files = files.FindAll(context, state),
        Info = new() { RequestId = state.RequestId, Usage = new() { ComputeSeconds = state.InferenceSeconds } },
    };

    public static void Write(RequestJson input, TaskContext<RawRequest> context)
    {
        foreach (var (field, value) in context.Request.Input)
        {
            input.Add(field, json =>
            {
                if (value is null)
                {
                    json.WriteNullValue();
                }
                else
                {
                    value.WriteTo(json);
                }
            });
        }
    }
}
