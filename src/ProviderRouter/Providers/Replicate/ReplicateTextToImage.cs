using System.Text.Json;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Images at Replicate.</summary>
internal sealed class ReplicateTextToImage(ReplicateFiles files) : IJobCodec<TextToImageRequest, TextToImageResponse, ReplicatePrediction>
{
    private const string NotSent = "Not sent: this model has no such input at Replicate.";

    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        var model = ReplicateImageModel.Of(context.Model);
        Warn(context, model);
        return ValueTask.FromResult<Action<RequestJson>>(input => Write(input, context.Request, model));
    }

    public TextToImageResponse Decode(TaskContext context, TextToImageRequest? request, ReplicatePrediction state)
    {
        var images = files.Find(context, state);
        return new()
        {
            Images = images,
            Info = new()
            {
                RequestId = state.Id,
                Usage = state.Usage with { Images = images.Count, Megapixels = MegapixelsOf(context, request, ReplicateImageModel.Of(context.Model), images.Count) },
            },
        };
    }

    private static void Write(RequestJson input, TextToImageRequest request, ReplicateImageModel model)
    {
        input.Add("prompt", request.Prompt);
        Add(input, model.NegativePrompt, request.NegativePrompt);
        if (model.HasSize)
        {
            input.Add("width", request.Size?.Width);
            input.Add("height", request.Size?.Height);
        }

        Add(input, model.AspectRatio, SizeBeatsRatio(request, model) ? model.SizeRatio : request.AspectRatio?.ToString());
        AddNumber(input, model.Count, request.Count);
        AddNumber(input, model.Steps, request.Steps);
        if (model.Guidance is not null)
        {
            input.Add(model.Guidance, request.Guidance);
        }

        Add(input, model.Scheduler, request.Scheduler);
        AddNumber(input, "seed", request.Seed); // left out when unset: a null fails at many models
        Add(input, model.Format, FormatOf(request, model));
        if (model.DisableSafetyChecker is { } field && request.SafetyChecker == false)
        {
            input.Add(field, true);
        }
    }

    private static string? FormatOf(TextToImageRequest request, ReplicateImageModel model) =>
        request.Format == ImageFormat.Jpeg ? "jpg"
        : request.Format == ImageFormat.Webp && !model.HasWebp ? null
        : request.Format?.Value;

    private static void Warn(TaskContext<TextToImageRequest> context, ReplicateImageModel model)
    {
        var request = context.Request;
        context.WarnIf(request.NegativePrompt is not null && model.NegativePrompt is null, nameof(request.NegativePrompt), NotSent);
        context.WarnIf(request.Size is not null && !model.HasSize, nameof(request.Size), NotSent);
        context.WarnIf(request.AspectRatio is not null && model.AspectRatio is null, nameof(request.AspectRatio), NotSent);
        context.WarnIf(request.AspectRatio is not null && SizeBeatsRatio(request, model), nameof(request.AspectRatio), "Not sent: this model takes one of both, and Size was sent.");
        context.WarnIf(request.Count > 1 && model.Count is null, nameof(request.Count), NotSent);
        context.WarnIf(request.Steps is not null && model.Steps is null, nameof(request.Steps), NotSent);
        context.WarnIf(request.Guidance is not null && model.Guidance is null, nameof(request.Guidance), NotSent);
        context.WarnIf(request.Scheduler is not null && model.Scheduler is null, nameof(request.Scheduler), NotSent);
        context.WarnIf(request.Format is not null && (model.Format is null || (request.Format == ImageFormat.Webp && !model.HasWebp)), nameof(request.Format), NotSent);
        context.WarnIf(request.SafetyChecker == false && model.DisableSafetyChecker is null, nameof(request.SafetyChecker), NotSent);
    }

    private static bool SizeBeatsRatio(TextToImageRequest request, ReplicateImageModel model) => request.Size is not null && model.SizeRatio is not null;

    private static double? MegapixelsOf(TaskContext context, TextToImageRequest? request, ReplicateImageModel model, int images) =>
        !model.HasSize || (model.SizeRatio is not null && context.Overrides(model.AspectRatio!))
            ? null
            : SentNumber(context, "width", request?.Size?.Width) * SentNumber(context, "height", request?.Size?.Height) * images / 1_000_000;

    // What the caller set by ProviderParameters went out instead.
    private static double? SentNumber(TaskContext context, string field, int? own) =>
        !context.Overrides(field) ? own
        : context.Parameters![field] is { ValueKind: JsonValueKind.Number } number ? number.GetDouble()
        : null;

    private static void Add(RequestJson input, string? field, string? value)
    {
        if (field is not null)
        {
            input.Add(field, value);
        }
    }

    private static void AddNumber(RequestJson input, string? field, long? value)
    {
        if (field is not null)
        {
            input.Add(field, value);
        }
    }
}
