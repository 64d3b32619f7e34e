using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Any model at Replicate: what it takes goes out as it is, and its output comes back as it is, with the files in it.</summary>
internal sealed class ReplicateRaw(ReplicateWay way) : IJobCodec<RawRequest, RawResponse, ReplicatePrediction>
{
    private readonly ReplicateFiles files = new(way);

    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Action<RequestJson>>(json => Write(json, context));

    public RawResponse Decode(TaskContext context, RawRequest? request, ReplicatePrediction state) => new()
    {
        Output = state.WholeOutput(),
        Files = files.FindAny(context, state),
        Info = new() { RequestId = state.Id, Usage = state.Usage },
    };

    /// <summary>Writes the fields of a raw input.</summary>
    public static void Write(RequestJson json, TaskContext<RawRequest> context)
    {
        foreach (var (field, value) in context.Request.Input)
        {
            if (context.Overrides(field))
            {
                continue;
            }

            json.Writer.WritePropertyName(field);
            if (value is null)
            {
                json.Writer.WriteNullValue();
            }
            else
            {
                value.WriteTo(json.Writer);
            }
        }
    }
}
